"""Random sysfs trees, as drivers make them, as the kernel's documents allow, and as no driver should.

The same seed gives the same tree.
"""

import random
from dataclasses import dataclass

from sysfs import Link, chip, merge

# Contents of files by how often they are chosen: good integers first, then odd ones, then other text.
ODD_TEXTS = (
    *("0\n", "1\n", "-1\n", "42", "007\n", "-0\n", "65535\n", "127000\n", "255000\n", "-128000\n", "3892313987\n"),
    *("9223372036854775807\n", "9223372036854775808\n", "99999999999999999999\n", "-9223372036854775809\n"),
    *("12345678901\n", "\n45000\n", "45000\n\n", "+45000\n"),
)
NO_INTEGERS = (
    *("", "\n", "N/A\n", "-\n", " 45000\n", "45000 \n", "45000\r\n", "45 000\n", "0x10\n", "0x1p4\n", "1e3\n"),
    *("45.5\n", ".5\n", "nan\n", "inf\n", "-Infinity\n", "1e400\n", "4_5\n", "4\u06605\n"),
    *("45000abc\n", "45000\n46000\n", "45000\0\n", "9" * 300 + "\n"),
)
LABELS = (
    *("Package id 0", "Core 1", "Tctl", "edge", "+3.3V", "CPU Fan #1", "", " ", " leading", "trailing ", "sclk", "_"),
    *('the "fast" fan', "back\\slash", "two\nlines", "tab\there", "esc\x1b[31m", "del\x7f", "nul\0nul"),
    *("25 \u00b0C", "\u212a", "x" * 127, "x" * 128, "x" * 400, "\u00e9" * 70),
)
WRONG_LABELS = (b"broken \xff\xfe utf-8\n", b"\xc3\n", b"a\xed\xa0\x80b\n", b"x" * 127 + "\u00e9".encode())
DRIVERS = (
    *("coretemp", "k10temp", "nvme", "drivetemp", "nct6775", "it8728", "w83627ehf", "amdgpu", "acpitz", "jc42"),
    *("Octo-1", "lm75\n\n", " \n", "---", "", None),
)
ALIKE = ("foo bar", "foo_bar", "Foo Bar")
DEVICES = (
    *("platform/coretemp.0", "platform/coretemp.1", "pci0000:00/0000:00:18.3", "pci0000:00/0000:01:00.0/nvme/nvme0"),
    *("i2c-0/0-0018", "i2c-0/0-0019", "virtual/thermal/thermal_zone0", "LNXSYSTM:00/LNXTHERM:00"),
    "w1/28-000005e2fdc3",
)
PROPERTIES = {
    "temp": "type max min max_hyst min_hyst input crit crit_hyst emergency emergency_hyst lcrit lcrit_hyst offset label"
    " lowest highest reset_history enable rated_min rated_max alarm min_alarm max_alarm crit_alarm fault beep",
    "fan": "min max input div pulses target label enable alarm min_alarm fault beep",
    "in": "min lcrit max crit input average lowest highest reset_history label enable rated_min alarm lcrit_alarm beep",
    "cpu": "vid input",
    "curr": "max min lcrit crit input average lowest highest label enable alarm crit_alarm beep",
    "power": "average average_interval average_interval_max average_interval_min average_highest average_max input"
    " input_highest accuracy cap cap_hyst cap_max cap_min max crit enable label alarm cap_alarm is_battery",
    "energy": "input enable label fault alarm",
    "humidity": "input label min max enable alarm",
    "freq": "input label max min alarm",
    "pwm": "enable mode freq auto_channels_temp auto_point1_pwm auto_point1_temp auto_point1_temp_hyst label",
    "intrusion": "alarm beep",
    "vrm": "input",
    "beep_enable": "mask",
    "update_interval": "max",
}
BARE = {"pwm": 0.9, "vrm": 1.0, "beep_enable": 1.0, "update_interval": 1.0}
ODD_NAMES = (
    *("temp_input", "temp04_input", "temp1_", "temp1foo", "temp007", "temp9223372036854775807_input"),
    *("temp9223372036854775808_input", "temp1__max", "temp1_Max", "temp1_max value", "fan1_1", "temp_1x"),
    *("in_2_input", "1temp_input", "Temp1_input", "xtemp1_input", "temp1_input_", "temp1_-", "alarms", "beep_mask"),
    *("pwm1_auto_point1_temp", "vrm", "beep_enable", "update_interval", "beep_enable3", "fan0_input"),
    *("temp-1_input", "uevent", "freq00_input"),
)
ZONE_TYPES = (
    *("acpitz", "x86_pkg_temp", "cpu-thermal", "SEN1", 'in "quotes"', "two words", "back\\slash", "  spaces  "),
    *("tab\there", ""),
)


@dataclass
class Oddity:
    """How often something is other than a driver would have it."""

    texts: float = 0.15
    files: float = 0.1  # something in place of a file
    names: float = 0.3  # of files
    chips: float = 0.3


def without_conflicts(tree):
    """Returns the tree without paths that lead through a file."""

    def parents(path):
        parts = path.split("/")
        return ("/".join(parts[:length]) for length in range(1, len(parts)))

    return {path: content for path, content in tree.items() if not any(parent in tree for parent in parents(path))}


class RandomTree:
    def __init__(self, seed, oddity=Oddity()):
        self.random = random.Random(seed)
        self.oddity = oddity

    def chance(self, probability):
        return self.random.random() < probability

    def tree(self):
        chips = [self.chip(number) for number in self.random.sample(range(20), self.random.randint(0, 5))]
        if self.chance(0.1):
            chips += [self.chip(number, DEVICES[0], self.random.choice(ALIKE)) for number in (20, 21)]
        zones = [self.zone(number) for number in range(self.random.randint(0, 3))]
        cooling = [self.cooling_device(number) for number in range(self.random.randint(0, 3))]
        tree = merge(*chips, self.odd_entries(), *zones, *cooling, self.processors())
        if self.chance(0.97):
            tree.setdefault("class/hwmon/.keep", "")
        return without_conflicts(tree)

    # ---- texts ----

    def text(self, lowest=-20000, highest=110000):
        if not self.chance(self.oddity.texts):
            return f"{self.random.randint(lowest, highest)}\n"
        return self.random.choice(ODD_TEXTS if self.chance(0.4) else NO_INTEGERS)

    def label(self):
        if self.chance(0.1):
            return self.random.choice(WRONG_LABELS)
        return (self.random.choice(LABELS) + "\n").encode()

    def number_file(self, kind, element):
        if element == "label":
            return self.label()
        if element.endswith(("alarm", "fault", "beep", "enable")) or kind == "beep_enable":
            return self.text(0, 1)
        if kind in ("power", "energy", "freq"):
            return self.text(0, 2_000_000_000)
        return self.text(0, 255) if kind == "pwm" else self.text()

    def put(self, tree, path, content):
        """The file, or now and then something in its place that can't be read."""
        if not self.chance(self.oddity.files):
            tree[path] = content
        elif self.chance(0.5):
            tree[f"{path}/inside"] = "1\n"
        else:
            tree[path] = Link("nowhere")

    # ---- chips ----

    def sensors(self):
        """Files of a few sensors: content by name."""
        files = {}
        for _ in range(self.random.randint(0, 6)):
            kind = self.random.choice([*PROPERTIES, "temp", "temp", "temp", "fan", "in"])
            elements = PROPERTIES[kind].split()
            chosen = self.random.sample(elements, self.random.randint(0, min(len(elements), 6)))
            if "input" in elements and self.chance(0.8):
                chosen.append("input")
            if self.chance(BARE.get(kind, 0.08)):
                chosen.append("")
            number = "" if kind in ("vrm", "beep_enable", "update_interval") else self.random.choice("0112233")
            for element in chosen:
                files[f"{kind}{number}" + (f"_{element}" if element else "")] = self.number_file(kind, element)
        while self.chance(self.oddity.names):
            name = self.random.choice(ODD_NAMES)
            files[name] = self.number_file("temp", name)
        return files

    def chip(self, number, device=None, driver=None):
        device = device or self.random.choice(DEVICES)
        driver = driver or self.random.choice(DRIVERS)
        tree = chip(number, device, driver, {})
        for name, content in self.sensors().items():
            self.put(tree, f"devices/{device}/hwmon/hwmon{number}/{name}", content)
        tree[f"devices/{device}/hwmon/hwmon{number}/power/control"] = "auto\n"
        if self.chance(0.3):  # as old drivers have it
            for name, content in self.sensors().items():
                self.put(tree, f"devices/{device}/{name}", content)
        if self.chance(0.1):
            tree[f"devices/{device}/power/runtime_status"] = self.random.choice(("active\n", "suspended\n"))
        if self.chance(self.oddity.chips):
            self.displace(tree, number, device)
        return tree

    def displace(self, tree, number, device):
        """Something else in place of the link to the chip's device."""
        directory = f"devices/{device}/hwmon/hwmon{number}"
        what = self.random.choice(("no device", "loop", "dangling", "far"))
        del tree[f"{directory}/device"]
        if what == "loop":
            tree[f"{directory}/device"] = Link("device")
        elif what == "dangling":
            tree[f"{directory}/device"] = Link("../../nothing")
        elif what == "far":
            tree[f"{directory}/device"] = Link("../" * self.random.randint(1, 2))

    def odd_entries(self):
        """Entries of class/hwmon beside links to chips."""
        entries = {
            "class/hwmon/README": "a plain file\n",
            "class/hwmon/hwmon90": Link("../../devices/nothing"),
            "class/hwmon/hwmon91": Link("hwmon91"),
            "class/hwmon/board/temp1_input": "41000\n",  # a directory in place of a link, with another name
            "class/hwmon/hwmon92/uevent": "",
        }
        return {path: content for path, content in entries.items() if self.chance(self.oddity.chips / 2)}

    # ---- class/thermal and the processors ----

    def zone(self, number):
        directory = f"class/thermal/thermal_zone{number}"
        texts = {"type": self.random.choice(ZONE_TYPES) + "\n", "policy": "step_wise\n", "mode": "disabled\n"}
        return self.thermal_device(directory, texts, {"temp": self.text()})

    def cooling_device(self, number):
        directory = f"class/thermal/cooling_device{number}"
        states = {"cur_state": self.text(-1, 10), "max_state": self.text(0, 10)}
        return self.thermal_device(directory, {"type": "Processor\n"}, states)

    def thermal_device(self, directory, texts, numbers):
        tree = {f"{directory}/uevent": ""}
        for name, content in texts.items():
            if not self.chance(0.05):
                tree[f"{directory}/{name}"] = content
        for name, content in numbers.items():
            if not self.chance(0.05):
                self.put(tree, f"{directory}/{name}", content)
        return tree

    def processors(self):
        tree = {}
        for number in self.random.sample(range(30), self.random.choice((0, 2, 8))):
            directory = f"devices/system/cpu/cpu{number}"
            files = {
                "topology/physical_package_id": self.random.choice(("0\n", "0\n", "1\n", "-1\n", "x\n")),
                "topology/core_id": self.random.choice(("0\n", "1\n", "4\n", "-1\n")),
                "thermal_throttle/core_throttle_count": self.text(0, 1000).lstrip("-"),
                "thermal_throttle/package_throttle_count": self.text(0, 1000).lstrip("-"),
                "thermal_throttle/core_throttle_total_time_ms": self.text(0, 100000).lstrip("-"),
            }
            for name, content in files.items():
                if not self.chance(0.1):
                    self.put(tree, f"{directory}/{name}", content)
        return tree
