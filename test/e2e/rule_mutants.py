"""Rules of Prometheus, taken apart with regular expressions as far as breaking them on purpose needs."""

import re

STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
METRIC = re.compile(r"(?<![\w:.])[a-z][\w:]*_[\w:]+(?![\w:]*\s*\()|\bup\b")
LABEL_LIST = re.compile(r"\b(?:ignoring|without|on|by) \(([^)]*)\)")
MATCHER = re.compile(r"(\w+)(?=(?:=~|!~|!=|=)\")")
RANGE = re.compile(r"\[(\d+[smhd])(?=[\]:])")
COMPARISON = re.compile(r"((?:==|<=?|>=?) (?:bool )?)(\d+(?:\.\d+)?)")


def labels_of_selector(text):
    """The names of the labels that a selector or the notation of a series has."""
    return MATCHER.findall(text)


def metric_spans(expression):
    """Where names of metrics are: not in strings, and not among labels."""

    def blank(match):
        return " " * len(match[0])

    bare = LABEL_LIST.sub(blank, STRING.sub(blank, expression))
    bare = re.sub(r"\{[^}]*\}", blank, bare)
    return [match.span() for match in METRIC.finditer(bare)]


def label_spans(expression):
    lists = [
        (found.start(1) + name.start(), found.start(1) + name.end())
        for found in LABEL_LIST.finditer(expression)
        for name in re.finditer(r"\w+", found[1])
    ]
    return lists + [match.span(1) for match in MATCHER.finditer(expression)]


def broken_texts(text):
    """An annotation broken in each way once, as (what was done, text). What it asks Prometheus for is in backquotes."""
    for label in sorted(set(re.findall(r"(?:\$labels|\.Labels)\.(\w+)", text))):
        yield f"another label for {label}", re.sub(rf"\.{label}\b", ".absent_label", text)
    for query in re.finditer(r"printf `([^`]*)`", text):
        for start, end in metric_spans(query[1]):
            begin = query.start(1) + start
            yield f"another metric at {begin}", text[:begin] + "absent_metric" + text[query.start(1) + end :]


def mutants(rule):
    """The rule broken in each way once, as (what was done, rule)."""
    expression = rule["expr"]

    def replaced(span, text):
        return {**rule, "expr": expression[: span[0]] + text + expression[span[1] :]}

    for span in metric_spans(expression):
        yield f"another metric for {expression[slice(*span)]} at {span[0]}", replaced(span, "absent_metric")
    for span in label_spans(expression):
        yield f"another label for {expression[slice(*span)]} at {span[0]}", replaced(span, "absent_label")
    for match in COMPARISON.finditer(expression):
        never = "-1e9" if match[1].startswith("<") else "1e9"
        yield f"{match[0]} becomes {never}", replaced(match.span(2), never)
    for match in RANGE.finditer(expression):
        for other in ("30s", "1h" if match[1] == "1d" else "1d"):
            yield f"{match[0]} at {match.start()} becomes [{other}]", replaced(match.span(1), other)
    if "alert" in rule:
        yield "it fires at once", {**rule, "for": "0s"}
        yield "it waits for a day", {**rule, "for": "1d"}
        yield "another severity", {**rule, "labels": {"severity": "page"}}
        for name, text in rule["annotations"].items():
            for what, broken in broken_texts(text):
                yield f"{what} in {name}", {**rule, "annotations": {**rule["annotations"], name: broken}}
