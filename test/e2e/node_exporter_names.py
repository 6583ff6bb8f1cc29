"""Names, units and HELP texts of node_exporter's collector hwmon, by kind of sensor and element of a file's name."""

import re

from go_text import go_float

MILLI, MICRO, ONE = (lambda v: v * 0.001), (lambda v: v / 1000000.0), (lambda v: v)

# Kinds, elements, what is appended to the name, scale and HELP; the first row that fits counts. None is any.
METRICS = (
    (None, {"fault", "alarm"}, "", ONE, "Hardware sensor {element} status ({kind})"),
    (None, {"beep"}, "_enabled", ONE, "Hardware monitor sensor has beeping enabled"),
    ({"in", "cpu"}, None, "_volts", MILLI, "Hardware monitor for voltage ({element})"),
    ({"temp"}, {"type"}, "", ONE, "Hardware monitor {kind} element {element}"),
    ({"temp"}, {""}, "_celsius", MILLI, "Hardware monitor for temperature (input)"),
    ({"temp"}, None, "_celsius", MILLI, "Hardware monitor for temperature ({element})"),
    ({"curr"}, None, "_amps", MILLI, "Hardware monitor for current ({element})"),
    ({"energy"}, None, "_joule_total", MICRO, "Hardware monitor for joules used so far ({element})"),
    ({"power"}, {"accuracy"}, "", MICRO, "Hardware monitor power meter accuracy, as a ratio"),
    (
        {"power"},
        {"average_interval", "average_interval_min", "average_interval_max"},
        "_seconds",
        MILLI,
        "Hardware monitor power usage update interval ({element})",
    ),
    ({"power"}, None, "_watt", MICRO, "Hardware monitor for power usage in watts ({element})"),
    (
        {"humidity"},
        None,
        "",
        MICRO,
        "Hardware monitor for humidity, as a ratio"
        " (multiply with 100.0 to get the humidity as a percentage) ({element})",
    ),
    (
        {"fan"},
        {"input", "min", "max", "target"},
        "_rpm",
        ONE,
        "Hardware monitor for fan revolutions per minute ({element})",
    ),
    ({"freq"}, {"input"}, "_freq_mhz", MICRO, "Hardware monitor for GPU frequency in MHz"),
    (None, None, "", ONE, "Hardware monitor {kind} element {element}"),
)

# Kinds that are one attribute of a chip: the whole name, scale and HELP.
SPECIAL = {
    "beep_enable": ("node_hwmon_beep_enabled", ONE, "Hardware beep enabled"),
    "vrm": ("node_hwmon_voltage_regulator_version", ONE, "Hardware voltage regulator"),
    "update_interval": ("node_hwmon_update_interval_seconds", MILLI, "Hardware monitor update interval"),
}


def clean(text):
    """Cleans a text for names of metrics, chips and sensors."""
    return re.sub(r"[^a-z0-9:_]", "_", text.lower()).strip("_")


def metric_of(attribute):
    """Name, scale and HELP."""
    kind, element = attribute.kind, attribute.element
    if kind in SPECIAL:
        return SPECIAL[kind]
    name = f"node_hwmon_{kind}"
    if element != "input":
        name += f"_{clean(element)}" if element else ""
    elif "" in attribute.siblings:
        name += "_input"
    for kinds, elements, suffix, scale, help_text in METRICS:
        if (kinds is None or kind in kinds) and (elements is None or element in elements):
            return name + suffix, scale, help_text.format(kind=kind, element=element)
    raise AssertionError("the last row fits all")


def value_of(attribute):
    if attribute.kind == "beep_enable":
        return float(attribute.text == b"1")
    return go_float(attribute.text)
