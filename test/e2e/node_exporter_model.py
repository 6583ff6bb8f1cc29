"""A model of what node_exporter shows of a sysfs tree, by the rules of its collectors hwmon, thermal_zone and cpu.

They are those of release 1.12; `RELEASES` has those of Debian's releases, too, against which differential_test.py holds
this model. Where another program decides otherwise, that is a `Deviation`: with it, the model says what that program shows.
"""

import os
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from go_text import GO_SPACE, go_integer, go_string, go_text, go_unsigned, valid_utf8
from node_exporter_names import SPECIAL, clean, metric_of, value_of

KINDS = frozenset(
    "vrm beep_enable update_interval in cpu fan pwm temp curr power energy humidity intrusion freq".split()
)
FILE_NAME = re.compile(r"([^0-9]+)([0-9]*)(?:_(.+))?")
READ_SIZE = LABEL_SIZE = 128


# What can be wrong with a file.
MISSING, UNREADABLE = object(), object()


@dataclass(frozen=True)
class Version:
    """The differences between releases of node_exporter."""

    kinds: frozenset = KINDS
    collision_suffix: bool = True  # chips of one device get their name or hwmonN appended
    # What a zone has in place of a type or a temperature that can't be read; None if it is lost then.
    zone_defaults: dict = None
    # With which files a zone or a cooling device is the only one lost.
    zone_skipped_if: frozenset = frozenset()
    cooling_skipped_if: frozenset = frozenset({MISSING})
    last_link_decides: bool = False  # a chip's failure is forgotten if a good link to another one follows


AS_1_12 = Version(zone_defaults={"type": b"", "policy": b"", "temp": b"0"})
AS_1_11 = replace(AS_1_12, collision_suffix=False)
AS_1_9 = Version(
    collision_suffix=False, zone_skipped_if=frozenset({MISSING, UNREADABLE}), cooling_skipped_if=frozenset()
)
AS_1_5 = replace(AS_1_9, kinds=KINDS - {"freq"}, zone_skipped_if=frozenset(), last_link_decides=True)
RELEASES = {(1, 5): AS_1_5, (1, 9): AS_1_9, (1, 11): AS_1_11, (1, 12): AS_1_12}


def rules_of(release):
    """Those of the newest release here that is not newer than this one, such as (1, 11)."""
    return RELEASES[max(known for known in RELEASES if known <= release)]


@dataclass(frozen=True)
class Series:
    name: str
    labels: tuple  # (name, value), sorted
    type: str
    help: str
    value: str  # the text of the number

    @property
    def key(self):
        return self.name, self.labels


@dataclass
class Chip:
    path: Path  # in class/hwmon
    base: str
    name: str  # the content of its file, trimmed; empty if it has none
    label: str = ""


@dataclass
class Attribute:
    """One file of a chip's sensor, with what a decision about it may depend on."""

    chip: Chip
    kind: str
    number: int
    element: str
    text: bytes
    siblings: dict  # text by element, itself included


@dataclass
class Device:
    """A thermal zone or a cooling device, with the text of each file that is shown of it."""

    kind: str
    number: str
    files: dict


@dataclass(frozen=True)
class Deviation:
    """A decision of another program; what is None is decided as node_exporter does."""

    name: str
    reads: object = None  # kind, element, text of a number -> whether it is one
    drops: object = None  # Attribute or Device -> whether it is left out
    sleeps: object = None  # Chip -> whether its files are left alone
    label: object = None  # text of a sensor's label -> the label
    type_label: object = None  # text of a zone's or cooling device's type -> the label
    same_name: object = None  # Chip -> its name among those of its device
    needs_number_only: bool = False  # a zone or cooling device without a type is one
    isolates_failures: bool = False  # a file that can't be read is the only one lost
    file_of_device_counts: bool = False  # before the chip's own of that name, even if it can't be read


# ---- The files ----


def read(path, size=-1):
    """Returns what one read of a file gives; None if it can't be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return file.read(size)
    except OSError:
        return None


def read_or_tell(path):
    """Returns what is wrong with a file that can't be read."""
    if not path.exists():
        return MISSING
    raw = read(path, READ_SIZE)
    return UNREADABLE if raw is None else raw


def integer_of(raw):
    return go_integer(raw.strip())


def nearest_integer(raw):
    """Returns the text of the one that Go has for a number that is out of range; None if it is no number."""
    if raw in (MISSING, UNREADABLE) or not re.fullmatch(rb"[+-]?[0-9]+", raw.strip()):
        return None
    return str(min(max(int(raw), -(2**63)), 2**63 - 1)).encode()


def numbered(directory, prefix):
    """The entries whose name is the prefix and something that begins with a digit, with that something."""
    names = sorted(os.listdir(directory)) if directory.is_dir() else []
    return [(directory / name, name[len(prefix) :]) for name in names if re.match(re.escape(prefix) + "[0-9]", name)]


def base_of(path, name):
    """Returns a chip's label: by its place in the machine, or else by its name or number."""
    if (path / "device").exists():
        device = (path / "device").resolve()
        own = clean(device.name)
        if own:
            return "_".join(filter(None, (clean(device.parent.name), own)))
    return clean(name) or clean(path.resolve().name)


def identify(path):
    name = go_string(read(path / "name") or b"").strip(GO_SPACE)
    return Chip(path, base_of(path, name), name)


class Model:
    """The series that a program with these deviations from node_exporter serves of a tree."""

    def __init__(self, root, version=AS_1_12, deviations=()):
        self.root = Path(root)
        self.version = version
        self.deviations = deviations
        self.sent = []
        self.failed = set()
        self.read_chips()
        self.read_thermal()
        self.read_throttling()
        for collector in ("cpu", "hwmon", "thermal_zone"):
            help_text = "node_exporter: Whether a collector succeeded."
            succeeded = collector not in self.failed
            self.send("node_scrape_collector_success", "gauge", help_text, succeeded, {"collector": collector})

    def send(self, name, kind, help_text, value, labels):
        self.sent.append(Series(name, tuple(sorted(labels.items())), kind, help_text, go_text(value)))

    def contested(self):
        """Returns what node_exporter may drop: samples with the same key, or HELPs that differ for one name."""
        keys = Counter(series.key for series in self.sent)
        helps = defaultdict(set)
        for series in self.sent:
            helps[series.name].add(series.help)
        return {series for series in self.sent if keys[series.key] > 1 or len(helps[series.name]) > 1}

    def decided(self, decision, default=None):
        found = [getattr(deviation, decision) for deviation in self.deviations if getattr(deviation, decision)]
        return found[0] if found else default

    def drops(self, candidate):
        return any(deviation.drops(candidate) for deviation in self.deviations if deviation.drops)

    def is_number(self, kind, element, raw):
        return raw is not None and self.decided("reads", lambda *_: True)(kind, element, raw)

    def is_integer(self, kind, raw):
        return self.is_number(kind, "input", raw) and integer_of(raw) is not None

    def read_chips(self):
        try:
            entries = sorted(os.listdir(self.root / "class/hwmon"))
        except OSError:
            self.failed.add("hwmon")
            return
        paths = [self.root / "class/hwmon" / entry for entry in entries]
        chips = {path: identify(path) for path in paths if path.is_dir()}
        self.name_chips(chips.values())
        failed = False
        for path in paths:
            if self.version.last_link_decides and path.is_symlink():
                failed = not path.exists()
            if path in chips and not self.read_chip(chips[path]):
                failed = True
        if failed:
            self.failed.add("hwmon")

    def name_chips(self, chips):
        same_name = self.decided("same_name", lambda chip: chip.name)
        bases = Counter(chip.base for chip in chips)
        names = Counter((chip.base, same_name(chip)) for chip in chips)
        for chip in chips:
            chip.label = chip.base
            if self.version.collision_suffix and bases[chip.base] > 1:
                suffix = clean(chip.name) if names[chip.base, same_name(chip)] == 1 else ""
                chip.label += "_" + (suffix or clean(chip.path.name))

    def read_chip(self, chip):
        """Whether its directories could be listed."""
        sensors = defaultdict(dict)
        failed = False
        for directory in (chip.path, chip.path / "device"):
            try:
                if directory == chip.path or directory.exists():
                    self.read_files(directory, sensors)
            except OSError:
                failed = True
        if failed and not self.decided("isolates_failures"):
            return False
        name = clean(chip.name)
        if name:
            help_text = "Annotation metric for human-readable chip names"
            self.send("node_hwmon_chip_names", "gauge", help_text, 1, {"chip": chip.label, "chip_name": name})
        if self.decided("sleeps", lambda _: False)(chip):
            sensors = {}
        for (kind, number), elements in sensors.items():
            shown = {"": elements.get("", b"")} if kind in SPECIAL else elements
            for element, text in shown.items():
                if element != "label":
                    self.show_attribute(Attribute(chip, kind, number, element, text, elements))
            if "label" in elements:
                labels = {"chip": chip.label, "sensor": f"{kind}{number}", "label": self.label(elements)}
                self.send("node_hwmon_sensor_label", "gauge", "Label for given chip and sensor", 1, labels)
        return not failed

    def read_files(self, directory, sensors):
        for name in sorted(os.listdir(directory)):
            match = FILE_NAME.fullmatch(name)
            if not match or match[1] not in self.version.kinds or int(match[2] or 0) >= 2**63:
                continue
            kind, number, element = match[1], int(match[2] or 0), match[3] or ""
            text = read(directory / name, READ_SIZE)
            if text is not None and (element == "label" or self.is_number(kind, element, text)):
                sensors[kind, number][element] = text.strip(b"\n")
            elif self.decided("file_of_device_counts") and (kind, number) in sensors:
                if element or not (directory / name).is_dir():  # such as `power`, which each device has
                    sensors[kind, number].pop(element, None)

    def label(self, elements):
        return self.decided("label", valid_utf8)(elements["label"])

    def show_attribute(self, attribute):
        value = value_of(attribute)
        if value is None or self.drops(attribute):
            return
        name, scale, help_text = metric_of(attribute)
        labels = {"chip": attribute.chip.label, "sensor": f"{attribute.kind}{attribute.number}"}
        if attribute.kind == "freq" and attribute.element == "input":
            if "label" not in attribute.siblings:
                return
            labels["sensor"] = clean(self.label(attribute.siblings))
        metric_type = "counter" if name.endswith("_joule_total") else "gauge"
        self.send(name, metric_type, help_text, scale(value), labels)

    def read_thermal(self):
        type_label = self.decided("type_label", lambda raw: go_string(raw).strip(GO_SPACE))
        zones = self.thermal_devices(
            "thermal_zone", "temp", ("temp",), ("type", "policy"), self.version.zone_skipped_if, self.version.zone_defaults
        )
        if zones is None:
            return
        for zone in zones:
            labels = {"type": type_label(zone.files["type"]), "zone": zone.number}
            celsius = integer_of(zone.files["temp"]) / 1000.0
            self.send("node_thermal_zone_temp", "gauge", "Zone temperature in Celsius", celsius, labels)
        states, skipped_if = ("max_state", "cur_state"), self.version.cooling_skipped_if
        devices = self.thermal_devices("cooling_device", "cooling_state", states, ("type",), skipped_if)
        for device in devices or ():
            labels = {"type": type_label(device.files["type"]), "name": device.number}
            for state, what in (("cur_state", "Current throttle"), ("max_state", "Maximum throttle")):
                help_text = f"{what} state of the cooling device"
                self.send(f"node_cooling_device_{state}", "gauge", help_text, integer_of(device.files[state]), labels)

    def thermal_devices(self, prefix, kind, numbers, texts, skipped_if, defaults=None):
        """Returns those of class/thermal that can be read; None if one that can't loses all."""
        devices = []
        for path, number in numbered(self.root / "class/thermal", prefix):
            files = {name: read_or_tell(path / name) for name in (*numbers, *texts)}
            if defaults and not self.decided("isolates_failures"):
                for name, raw in files.items():
                    if raw in (MISSING, UNREADABLE) or (name in numbers and not self.is_integer(kind, raw)):
                        files[name] = nearest_integer(raw) or defaults[name]
            if self.decided("needs_number_only"):
                files |= {name: b"" for name in texts if files[name] is MISSING}
            device = Device(kind, number, files)
            wrong = next(
                (
                    raw
                    for name in (*texts, *numbers)  # as node_exporter reads them
                    if (raw := files[name]) in (MISSING, UNREADABLE) or (name in numbers and not self.is_integer(kind, raw))
                ),
                None,
            )
            if wrong is None:
                if not self.drops(device):
                    devices.append(device)
            elif wrong in skipped_if:
                continue
            elif not self.decided("isolates_failures"):
                self.failed.add("thermal_zone")
                return None
        return devices

    def read_throttling(self):
        cores, packages = {}, {}
        for path, _ in numbered(self.root / "devices/system/cpu", "cpu"):

            def number(file):
                raw = read(path / file)
                return go_unsigned(raw.strip()) if self.is_number("throttle_count", "input", raw) else None

            package, core = number("topology/physical_package_id"), number("topology/core_id")
            if package is None or core is None:
                continue
            for counts, key, what in ((cores, (package, core), "core"), (packages, (package,), "package")):
                if counts.get(key) is None:
                    counts[key] = number(f"thermal_throttle/{what}_throttle_count")
        for what, keys, counts in (("core", ("package", "core"), cores), ("package", ("package",), packages)):
            help_text = f"Number of times this CPU {what} has been throttled."
            for key, count in counts.items():
                if count is not None:
                    labels = dict(zip(keys, map(str, key)))
                    self.send(f"node_cpu_{what}_throttles_total", "counter", help_text, count, labels)
