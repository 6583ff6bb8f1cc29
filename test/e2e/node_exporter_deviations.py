"""Where `--metrics.schema=node_exporter` differs from node_exporter on purpose; src/exporter/node_exporter/README.md lists each."""

import os
import re

from go_text import go_float, valid_utf8
from node_exporter_model import LABEL_SIZE, Attribute, Deviation, integer_of, read
from node_exporter_names import clean

# The largest number of digits of a reading, and of other content.
DIGITS = {"temp": 10, "energy": 20}
SIGNED_DIGITS = 19

# Plausible readings, in the kernel's unit.
PLAUSIBLE = {
    "temp": (-60000, 200000),
    "fan": (0, 10**6),
    "in": (-(10**7), 10**7),
    "curr": (-(10**8), 10**8),
    "power": (-(10**13), 10**13),
    "energy": (0, 4 * 10**18),
    "humidity": (0, 100000),
    "freq": (0, 10**12),
    "pwm": (0, 255),
    "intrusion": (0, 1),
}
# Values for an unconnected sensor, by the beginning of the driver's name.
SENTINELS = {
    "": {65535},
    **{driver: {127000, 127500, 128000} for driver in ("it8", "nct", "w83")},
}


def is_reading(kind, element):
    """Whether a file is what the sensor measures, rather than a limit, an alarm or the like."""
    return element == {"pwm": "", "intrusion": "alarm"}.get(kind, "input")


def is_strict_integer(kind, element, raw):
    digits = DIGITS.get(kind, SIGNED_DIGITS) if is_reading(kind, element) else SIGNED_DIGITS
    return bool(re.fullmatch(rb"-?[0-9]{1,%d}\n?" % digits, raw)) and -(2**63) <= int(raw) < 2**63


def is_without_number(attribute):
    """node_exporter takes a missing beep_enable for 0 if the chip has, say, a beep_enable1_mask."""
    return isinstance(attribute, Attribute) and attribute.kind == "beep_enable" and "" not in attribute.siblings


def is_reading_of_sensor(attribute):
    if attribute.kind == "power" and attribute.element == "average":
        name = f"power{attribute.number}_input"
        return not any(os.path.lexists(place / name) for place in (attribute.chip.path, attribute.chip.path / "device"))
    return is_reading(attribute.kind, attribute.element)


def is_implausible(candidate):
    if isinstance(candidate, Attribute):
        if not is_reading_of_sensor(candidate):
            return False
        driver, kind, value = candidate.chip.name, candidate.kind, go_float(candidate.text)
    else:
        driver, kind, value = "", candidate.kind, integer_of(candidate.files.get("temp", b"0"))
    least, most = PLAUSIBLE.get(kind, (None, None))
    if (least is not None and value < least) or (most is not None and value > most):
        return True
    return kind == "temp" and any(
        value in values for prefix, values in SENTINELS.items() if driver.startswith(prefix)
    )


def is_faulty(attribute):
    return (
        isinstance(attribute, Attribute)
        and is_reading_of_sensor(attribute)
        and (go_float(attribute.siblings.get("fault", b"0")) or 0) != 0
    )


def is_disabled(attribute):
    return (
        isinstance(attribute, Attribute)
        and attribute.kind != "pwm"
        and is_reading_of_sensor(attribute)
        and go_float(attribute.siblings.get("enable", b"1")) == 0
    )


def is_suspended(chip):
    status = (read(chip.path / "device/power/runtime_status") or b"").strip()
    return status in (b"suspended", b"suspending")


def without_controls(raw):
    return re.sub("[\0-\x09\x0b-\x1f\x7f]", " ", valid_utf8(raw))


def one_line(raw):
    """Trimmed, cut to the size of a label."""
    text = re.sub("[\0-\x1f\x7f-\x9f]", " ", valid_utf8(raw)).strip(" ")
    return text.encode()[:LABEL_SIZE].decode(errors="ignore").strip(" ")


DEVIATIONS = (
    Deviation("Only integers are numbers", reads=is_strict_integer, drops=is_without_number),
    Deviation("Implausible readings are absent", drops=is_implausible),
    Deviation("Readings of faulty sensors are absent", drops=is_faulty),
    Deviation("Readings of disabled sensors are absent", drops=is_disabled),
    Deviation("Devices that sleep are left alone", sleeps=is_suspended),
    Deviation("Control characters in labels are spaces", label=without_controls, type_label=one_line),
    Deviation("Chips are distinguished by their cleaned names", same_name=lambda chip: clean(chip.name)),
    Deviation("Zones and cooling devices need no type", needs_number_only=True),
    Deviation("What can't be read costs itself alone", isolates_failures=True),
    Deviation("The device's own file counts", file_of_device_counts=True),
)
