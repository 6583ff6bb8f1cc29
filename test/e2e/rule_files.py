"""The files in etc/prometheus: rules and the cases that promtool runs for them."""

from pathlib import Path

import yaml

DIRECTORY = Path(__file__).parents[2] / "etc/prometheus"
RULES = DIRECTORY / "rules"
RULE_FILES = ("recording.yml", "alerts.yml")


def load(path):
    return yaml.safe_load(path.read_text())


def groups():
    return [group for file in RULE_FILES for group in load(RULES / file)["groups"]]


def name_of(rule):
    return rule.get("alert") or rule["record"]


ALERTS = {rule["alert"]: rule for group in groups() for rule in group["rules"] if "alert" in rule}
RECORDED = {rule["record"]: rule for group in groups() for rule in group["rules"] if "record" in rule}
EVERY = {**RECORDED, **ALERTS}
CASES = [case for path in sorted(RULES.glob("*_test.yml")) for case in load(path)["tests"]]


def needed_by(name):
    """The rule of this name and those that it reads, directly or through others."""
    read = [record for record in RECORDED if record in EVERY[name]["expr"] and record != name]
    return {name}.union(*(needed_by(record) for record in read))


def cases_of(name):
    """The cases that ask for an alert or for a recorded metric, without what else they ask for."""
    for case in CASES:
        alerts = [test for test in case.get("alert_rule_test", []) if test["alertname"] == name]
        queries = [test for test in case.get("promql_expr_test", []) if name in test["expr"]]
        if alerts or queries:
            yield {**case, "alert_rule_test": alerts, "promql_expr_test": queries}
