"""Dashboards and their queries, broken on purpose."""

import copy
import dataclasses
import re

from dashboards import LEGEND_LABEL, panels
from rule_mutants import label_spans, metric_spans

COMPARISON = re.compile(r"[<>]=? (?:bool )?(\d+(?:\.\d+)?)")


def first(dashboard, kind):
    return next(panel for panel in panels(dashboard) if panel["type"] == kind)


def moved(axis, by):
    def change(dashboard):
        first(dashboard, "timeseries")["gridPos"][axis] += by

    return change


def without(key):
    def change(dashboard):
        del first(dashboard, "stat")[key]

    return change


def in_defaults(key, value):
    def change(dashboard):
        first(dashboard, "stat")["fieldConfig"]["defaults"][key] = value

    return change


def in_target(key, value):
    def change(dashboard):
        first(dashboard, "timeseries")["targets"][0][key] = value

    return change


def of_the_past(dashboard):
    first(dashboard, "stat")["targets"][0]["instant"] = False


def green_without_data(dashboard):
    """Grafana shows what has no value in the first color."""
    panel = next(panel for panel in panels(dashboard) if panel["title"] == "Throttled")
    panel["fieldConfig"]["defaults"]["thresholds"]["steps"][0]["color"] = "green"


def a_second(key):
    def change(dashboard):
        one, other = list(panels(dashboard))[:2]
        other[key] = one[key]

    return change


def without_variable(name):
    def change(dashboard):
        variables = dashboard["templating"]["list"]
        variables.remove(next(variable for variable in variables if variable["name"] == name))

    return change


def in_link(key, value):
    def change(dashboard):
        dashboard["links"][0][key] = value

    return change


def in_dashboard(key, value):
    def change(dashboard):
        dashboard[key] = value

    return change


def in_annotation(key, value):
    def change(dashboard):
        dashboard["annotations"]["list"][1]["target"][key] = value

    return change


def renamed_column(dashboard):
    first(dashboard, "table")["fieldConfig"]["overrides"][0]["matcher"]["options"] = "No such column"


MUTATIONS = {
    "a panel on another": moved("y", -1),
    "a panel beside the grid": moved("x", 24),
    "a gap": moved("y", 500),
    "two panels with one id": a_second("id"),
    "two panels with one title": a_second("title"),
    "no description": without("description"),
    "no data source": without("datasource"),
    "no queries": without("targets"),
    "a tile that is green without data": green_without_data,
    "no unit": in_defaults("unit", None),
    "a unit that Grafana does not know": in_defaults("unit", "degrees"),
    "the unit of something else": in_defaults("unit", "bytes"),
    "a legend that is left to Grafana": in_target("legendFormat", "__auto"),
    "a data source of its own": in_target("datasource", {"type": "prometheus", "uid": "P1809F7CD0C75ACF3"}),
    "a tile that shows what was": of_the_past,
    "a course with gaps": in_target("expr", "rate(cpu_core_throttled_seconds_total[2m])"),
    "an annotation with gaps": in_annotation("expr", "rate(cpu_core_throttled_seconds_total[2m]) > 0"),
    "a variable that is not defined": in_target("expr", "up{instance=~'$host'}"),
    "a missing variable": without_variable("chip"),
    "a link to nowhere": in_link("url", "/d/cpu-temp?${datasource:queryparam}&${job:queryparam}"),
    "a link that forgets the data source": in_link("url", "/d/cpu-temp-host?${job:queryparam}"),
    "a link that forgets the time range": in_link("keepTime", False),
    "no link": in_dashboard("links", []),
    "an old schema": in_dashboard("schemaVersion", 36),
    "an export": in_dashboard("__inputs", []),
    "an override for a column that there is not": renamed_column,
    "a panel that Grafana 11 has no more": lambda dashboard: first(dashboard, "timeseries").update(type="graph"),
}


def mutants(dashboard):
    for what, change in MUTATIONS.items():
        mutant = copy.deepcopy(dashboard)
        change(mutant)
        yield what, mutant


def query_mutants(query):
    """The query broken in each way once, as (what was done, query)."""
    text = query.expression
    for absent, spans in (("absent_metric", metric_spans(text)), ("absent_label", label_spans(text))):
        for begin, end in spans:
            broken = text[:begin] + absent + text[end:]
            yield f"{absent} for {text[begin:end]} at {begin}", dataclasses.replace(query, expression=broken)
    for match in re.finditer(r'"(\d+)\|(\d+\.0)"', text):
        for spelling in match.groups():
            broken = f'{text[: match.start()]}"{spelling}"{text[match.end() :]}'
            yield f"only {spelling} at {match.start()}", dataclasses.replace(query, expression=broken)
    for match in COMPARISON.finditer(text):
        for number in ("-1e9", "1e9"):
            broken = text[: match.start(1)] + number + text[match.end(1) :]
            yield f"{number} for {match[0]} at {match.start()}", dataclasses.replace(query, expression=broken)
    for match in re.finditer("<= ", text):
        broken = f"{text[: match.start()]}< {text[match.end() :]}"
        yield f"less than a limit at {match.start()}", dataclasses.replace(query, expression=broken)
    for match in LEGEND_LABEL.finditer(query.legend or ""):
        broken = query.legend.replace(match[0], "{{absent_label}}")
        yield f"absent_label in the legend for {match[1]}", dataclasses.replace(query, legend=broken)
