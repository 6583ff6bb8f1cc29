"""Checks of a dashboard that need no Prometheus."""

import json
import re

from dashboards import BUILT_IN, LABEL_VALUES, panels, repeated, used_variables, variables

COLUMNS = 24
OLDEST_SCHEMA = 39  # that of Grafana 11
PANEL_TYPES = {
    "row",
    "stat",
    "timeseries",
    "bargauge",
    "table",
    "state-timeline",
}  # graph, singlestat and table-old are gone
OF_NOW = {"stat", "bargauge", "table"}
DATA_SOURCE = {"type": "prometheus", "uid": "${datasource}"}
GRAFANA_ITSELF = {"type": "grafana", "uid": "-- Grafana --"}
# Units by what is asked for; the first that fits.
UNITS = (
    (r"hwmon_fan_limit_rpm", "none"),
    (r"\bbool\b|\bcount\b|\bup\b|ALERTS|hwmon_temp_alarm|_alarm\"|hwmon_chip_(up|asleep)", "none"),
    (r"_errors_total", "short"),
    (r"rate\(\w+_seconds_total|cpu_throttled:rate|histogram_fraction", "percentunit"),
    (r"_seconds(_bucket)?\{", "s"),
    (r"_bytes\{", "bytes"),
    (r"_rpm\{", "rotrpm"),
    (r"_ratio\{", "percentunit"),
    (r"_celsius", "celsius"),
)
COUNTED = re.compile(r"(?:rate|increase)\(\w+(?:\{[^}]*\})?\[([^\]]+)\]")
REFERENCE = re.compile(r"/d/([\w-]+)")


def cells(panel):
    place = panel["gridPos"]
    return {
        (x, y) for x in range(place["x"], place["x"] + place["w"]) for y in range(place["y"], place["y"] + place["h"])
    }


def complaints_of_layout(dashboard):
    taken = {}
    for panel in panels(dashboard):
        for x, y in cells(panel):
            if not 0 <= x < COLUMNS or y < 0:
                yield f"{panel['title']}: leaves the grid"
            if (x, y) in taken:
                yield f"{panel['title']}: lies on {taken[x, y]}"
            taken[x, y] = panel["title"]
    # An empty row of cells: Grafana would move what is below it up.
    rows = {y for _, y in taken}
    if rows != set(range(len(rows))):
        yield "there are gaps between panels"


def counts_faults(panel):
    """Whether more of it is worse, beginning with none."""
    return len(panel["fieldConfig"]["defaults"]["thresholds"]["steps"]) > 1


def unit_of(expression):
    # What only says which series count has no part in their values.
    expression = re.sub(r"\band on \([^)]*\) \w+\{[^}]*\}", "", expression)
    return next((unit for pattern, unit in UNITS if re.search(pattern, expression)), None)


def complaints_of_course(expression):
    """Over a long time range, points are further apart than a fixed time, and what happened between them is missed."""
    for interval in COUNTED.findall(expression):
        if interval != "$__rate_interval":
            yield f"{interval} is not the time between points"


def complaints_of_panel(panel):
    title = panel["title"]
    if panel["type"] not in PANEL_TYPES:
        yield f"{title}: {panel['type']} is not a type of panel"
    if panel["type"] == "row":
        return
    if not panel.get("description", "").endswith("."):
        yield f"{title}: no description"
    if panel["fieldConfig"]["defaults"].get("unit") not in {
        unit_of(target["expr"]) for target in panel.get("targets", [])
    }:
        yield f"{title}: not its unit"
    if panel["type"] == "stat" and "noValue" in panel["fieldConfig"]["defaults"] and counts_faults(panel):
        if panel["fieldConfig"]["defaults"]["thresholds"]["steps"][0]["color"] == "green":
            yield f"{title}: green if nothing is known"
    if panel.get("datasource") != DATA_SOURCE:
        yield f"{title}: another data source"
    targets = panel.get("targets", [])
    if not targets:
        yield f"{title}: no query"
    for ref in repeated([target["refId"] for target in targets]):
        yield f"{title}: two queries {ref}"
    for target in targets:
        if target["datasource"] != DATA_SOURCE:
            yield f"{title}: another data source"
        # Otherwise they would show the last value long after it ended.
        if panel["type"] in OF_NOW and not target.get("instant"):
            yield f"{title}: {target['refId']} does not ask for what is now"
        if panel["type"] not in OF_NOW:
            yield from (f"{title}: {what}" for what in complaints_of_course(target["expr"]))
        if target.get("format") != "table" and target.get("legendFormat", "__auto") == "__auto":
            yield f"{title}: no legend for {target['refId']}"
    # A column is renamed first; later steps use its new name.
    names = {name for step in panel.get("transformations", []) for name in names_after(step)}
    for override in panel["fieldConfig"]["overrides"]:
        matcher = override["matcher"]
        known = names | {target.get("legendFormat") for target in targets}
        if matcher["id"] == "byName" and matcher["options"] not in known:
            yield f"{title}: an override for {matcher['options']}, which there is not"


def names_after(transformation):
    return transformation["options"].get("renameByName", {}).values()


def complaints_of_variables(dashboard):
    known = variables(dashboard)
    for name in used_variables(json.dumps(dashboard)) - BUILT_IN - set(known):
        yield f"${name} is not defined"
    for name in {"datasource", "seen", "job", "instance", "chip"} - set(known):
        yield f"there is no variable {name}"
    for name, variable in known.items():
        if variable["type"] == "query":
            query = variable["query"]["query"]
            if not LABEL_VALUES.fullmatch(query) or variable["definition"] != query:
                yield f"${name}: its query is not understood"
            if variable["datasource"] != DATA_SOURCE:
                yield f"${name}: another data source"


def complaints_of_links(dashboard, uids):
    links = dashboard["links"]
    if not links:
        yield "no links"
    for link in links:
        if not link["keepTime"]:
            yield f"link {link['title']}: forgets the time range"
    urls = [url for url in re.findall(r'"url": "([^"]*)"', json.dumps(dashboard))]
    for url in urls:
        found = REFERENCE.search(url)
        if not found or found[1] not in uids - {dashboard["uid"]}:
            yield f"{url} leads nowhere"
        for variable in ("datasource", "job"):
            if f"${{{variable}:queryparam}}" not in url:
                yield f"{url} forgets ${variable}"
        if "var-instance" in url and "${__url_time_range}" not in url:
            yield f"{url} forgets the time range"


def complaints_of_structure(dashboard, uids):
    """All of them. `uids` are those of all dashboards that there are."""
    if dashboard["schemaVersion"] < OLDEST_SCHEMA:
        yield "a schema of before Grafana 11"
    for key in {"__inputs", "__requires", "id"} & set(dashboard):
        yield f"{key} belongs to an export"
    for number in repeated([panel["id"] for panel in panels(dashboard)]):
        yield f"two panels have the id {number}"
    for title in repeated([panel["title"] for panel in panels(dashboard)]):
        yield f"two panels have the title {title}"
    for annotation in dashboard["annotations"]["list"]:
        if annotation["datasource"] not in (DATA_SOURCE, GRAFANA_ITSELF):
            yield f"annotation {annotation['name']}: another data source"
        for what in complaints_of_course(annotation.get("target", {}).get("expr", "")):
            yield f"annotation {annotation['name']}: {what}"
    for panel in panels(dashboard):
        yield from complaints_of_panel(panel)
    yield from complaints_of_layout(dashboard)
    yield from complaints_of_variables(dashboard)
    yield from complaints_of_links(dashboard, uids)
