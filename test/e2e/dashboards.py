"""Grafana's dashboards as far as Prometheus sees them: their queries, with variables filled in as Grafana fills them."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

DIRECTORY = Path(__file__).parents[2] / "etc/grafana"
FILES = sorted((DIRECTORY / "dashboards").glob("*.json"))

VARIABLE = re.compile(r"\$(\w+)|\$\{(\w+)(?:\.[^:}]+)?(?::(\w+))?\}")
LABEL_VALUES = re.compile(r"label_values\((.+), *(\w+)\)")
LEGEND_LABEL = re.compile(r"\{\{ *(\w+) *\}\}")

# Variables that Grafana defines itself.
BUILT_IN = {
    "__all",
    "__interval",
    "__rate_interval",
    "__range",
    "__range_s",
    "__url_time_range",
    "__field",
    "__value",
    "__data",
}


def load(path):
    return json.loads(Path(path).read_text())


def panels(dashboard):
    """Returns all panels, also those of collapsed rows."""
    for panel in dashboard["panels"]:
        yield panel
        yield from panel.get("panels", [])


def variables(dashboard):
    return {variable["name"]: variable for variable in dashboard["templating"]["list"]}


def used_variables(text):
    """Returns the variables that a text names. $1 is a group of a regular expression."""
    return {match[1] or match[2] for match in VARIABLE.finditer(text)} - set("0123456789")


@dataclass(frozen=True)
class Query:
    """A query to Prometheus, by a target of a panel or by an annotation."""

    panel: str
    ref: str
    expression: str
    legend: str  # None in a table, which has columns instead
    instant: bool
    columns: tuple = ()

    def __str__(self):
        return f"{self.panel}, {self.ref}"


def columns(panel):
    """The columns that a table shows, of all that there are."""
    for transformation in panel.get("transformations", []):
        if transformation["id"] == "filterFieldsByName":
            return tuple(transformation["options"]["include"]["names"])
    return ()


def queries(dashboard):
    for panel in panels(dashboard):
        for target in panel.get("targets", []):
            table = target.get("format") == "table"
            yield Query(
                panel["title"],
                target["refId"],
                target["expr"],
                None if table else target["legendFormat"],
                target.get("instant", False),
                columns(panel),
            )
    for annotation in dashboard["annotations"]["list"]:
        if "target" in annotation:
            target = annotation["target"]
            yield Query(
                f"annotation {annotation['name']}", target["refId"], target["expr"], annotation["titleFormat"], False
            )


def escaped(value):
    """Escapes for a regular expression within a string of PromQL."""
    return re.sub(r"[\\^$*+?.()|\[\]{}]", lambda found: "\\\\" + found[0], value)


def filled(text, values, definitions):
    """The text with each $variable replaced by its value; a list where several can be chosen, None for all of them."""

    def replacement(match):
        name = match[1] or match[2]
        if name.isdigit():
            return match[0]
        value, definition = values[name], definitions.get(name, {})
        if not definition.get("multi"):
            return value
        if value is None:
            return definition["allValue"]
        return escaped(value[0]) if len(value) == 1 else "(" + "|".join(map(escaped, value)) + ")"

    return VARIABLE.sub(replacement, text)


def options(dashboard, name, prometheus, values):
    """Returns the values that a variable offers, while those before it have these values."""
    definitions = variables(dashboard)
    selector, label = LABEL_VALUES.fullmatch(definitions[name]["query"]["query"]).groups()
    for used in used_variables(selector):
        # All of a variable for which no text says what that is are those that it offers.
        if values[used] is None and "allValue" not in definitions[used]:
            values = values | {used: options(dashboard, used, prometheus, values)}
    return prometheus.label_values(filled(selector, values, definitions), label)


def chosen(dashboard, jobs, instance, chip=None):
    """The values of the variables where these jobs are chosen, and one instance and chip or all of them (None)."""
    several = variables(dashboard)["instance"]["multi"]
    return {
        "seen": None,
        "job": jobs,
        "instance": [instance] if several and instance else instance,
        "chip": [chip] if chip else None,
    }


def legend_of(query, labels):
    return LEGEND_LABEL.sub(lambda found: labels.get(found[1], ""), query.legend)


def row_of(query, labels):
    return tuple(labels.get(column) for column in query.columns if not column.startswith("Value"))


def complaints_of_result(query, series):
    """Yields complaints about an answer whose series have these labels."""
    if not series:
        yield f"{query}: no data"
    if query.legend is not None:
        for labels in series:
            for name in LEGEND_LABEL.findall(query.legend):
                if not labels.get(name):
                    yield f"{query}: no {name} for the legend of {labels}"
            if not legend_of(query, labels):
                yield f"{query}: no legend for {labels}"
    elif series:
        for place, column in enumerate(column for column in query.columns if not column.startswith("Value")):
            if not any(row_of(query, labels)[place] for labels in series):
                yield f"{query}: the column {column} is empty"
        yield from (f"{query}: two rows {row}" for row in repeated([row_of(query, labels) for labels in series]))


def complaints_of_legends(answers):
    """The same of all answers for one panel, as pairs of query and series."""
    legends = [legend_of(query, labels) for query, series in answers if query.legend is not None for labels in series]
    yield from (f"{answers[0][0].panel}: two series {text!r}" for text in repeated(legends))


def repeated(values):
    return sorted({str(value) for value in values if values.count(value) > 1})
