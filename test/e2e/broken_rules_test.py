"""The cases of etc/prometheus/rules notice rules that are broken on purpose.

All that is broken of one rule runs beside the rule as it is, under names of their own, in one promtool a case. What a
case has noticed does not run in the next one.
"""

import json
import re
import tempfile
import unittest
from pathlib import Path

from harness import main, skip_program
from promtool import PROMTOOL, promtool
from rule_files import EVERY, cases_of, groups, name_of, needed_by
from rule_mutants import mutants

AS_IT_IS = "as it is"

# Of a test of an alert, of one of a query, and of a rule that can't be evaluated, which ends its case.
NOTICED = re.compile(r"\b(?:alertname|expr|rule): .*?_variant_(\d+)_")
ENDED = re.compile(r"^ *rule: .*, err: ", re.MULTILINE)


def variant_name(name, number):
    return f"{name}_variant_{number}_"


def with_variants(name, variants):
    """The groups of the rules that one needs, with its variants in its place: {number: rule}."""
    key = "alert" if "alert" in EVERY[name] else "record"

    def replaced(rule):
        if name_of(rule) == name:
            return [{**variant, key: variant_name(name, number)} for number, variant in variants.items()]
        return [rule] if name_of(rule) in needed_by(name) else []

    chosen = [{**group, "rules": [new for rule in group["rules"] for new in replaced(rule)]} for group in groups()]
    return [group for group in chosen if group["rules"]]


def for_each(name, variants, tests):
    """Returns each test once for each variant, under its name."""
    written = json.dumps(tests)
    return [test for number in variants for test in json.loads(written.replace(name, variant_name(name, number)))]


def ask(name, variants, case):
    """Returns the numbers of the variants that the case notices, and whether one of them ended it early."""
    asking = {key: for_each(name, variants, case[key]) for key in ("alert_rule_test", "promql_expr_test")}
    # A case of hours has a sample a minute; rules that run more often see nothing new.
    tests = {"rule_files": ["rules.yml"], "evaluation_interval": case["interval"], "tests": [{**case, **asking}]}
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch, "rules.yml").write_text(json.dumps({"groups": with_variants(name, variants)}))
        Path(scratch, "test.yml").write_text(json.dumps(tests))
        code, output = promtool("test", "rules", Path(scratch, "test.yml"))
    noticed = {int(number) for number in NOTICED.findall(output)}
    assert (code != 0) == bool(noticed), output
    return noticed, bool(ENDED.search(output))


def surviving(name, variants):
    """Returns the variants that no case notices."""
    left = dict(variants)
    for case in cases_of(name):
        ended = True
        while ended and left:
            noticed, ended = ask(name, left, case)
            left = {number: rule for number, rule in left.items() if number not in noticed}
    return left


class BrokenRules(unittest.TestCase):
    def test_all_are_noticed_except_the_expected_ones(self):
        for name, rule in EVERY.items():
            whats, variants = zip((AS_IT_IS, rule), *mutants(rule))
            with self.subTest(rule=name):
                self.assertGreater(len(variants), 1)
                left = surviving(name, dict(enumerate(variants)))
                self.assertEqual([whats[number] for number in left], [AS_IT_IS])


if __name__ == "__main__":
    if not PROMTOOL:
        skip_program("no promtool")
    main()
