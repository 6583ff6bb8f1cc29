"""`--sensors.config`, beside Debian's `sensors`, which reads the same files and the same chips.

libsensors looks below /sys and nowhere else, so `sensors` runs where fake `class` and `devices` are mounted there, in mount
and user namespaces of its own. SEED is the first seed of the random hosts.
"""

import os
import random
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import sysfs
from harness import SLOWDOWN, Exposition, main, run, skip_program

ORACLES = Path(os.environ.get("ORACLES", "/nowhere")).parents[1]
SENSORS = ORACLES / "usr/bin/sensors"
DEBIANS_CONFIG = ORACLES / "etc/sensors3.conf"
KINDS = "temp,fan,in,curr,power,energy,humidity"
UNITS = {"temp": "celsius", "fan": "rpm", "in": "volts", "curr": "amperes", "power": "watts"}

SHOWN = {"input", "average", "min", "max", "crit", "crit_hyst", "max_hyst", "min_hyst", "emergency", "emergency_hyst", "lcrit", "cap"}
NO_HARDWARE_REACHES = {"in": 10_000, "curr": 100_000, "power": 10_000_000, "fan": 1_000_000}

HOSTS = int(os.environ.get("HOSTS", 20 // SLOWDOWN))
SEED = int(os.environ.get("SEED", 0))

# With -s it writes what `set` says into the files, which are copies.
MOUNTED = """
mount --bind "$1/class" /sys/class && mount --bind "$1/devices" /sys/devices && "$2" -s -c "$3" && exec "$2" -u -c "$3"
"""


def apart(*command, **environment):
    """Runs a command where it can mount what no one else sees."""
    unshare = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    return subprocess.run([*unshare, *command], capture_output=True, text=True, env={**os.environ, **environment})


def is_possible(kind, property, value):
    """This program leaves out what can't be a reading, and limits that mean none."""
    if kind == "temp":
        is_upper = property not in ("input", "min", "min_hyst", "lcrit")
        return 0.001 <= value < 200 if is_upper else -60 <= value <= 200
    return abs(value) < NO_HARDWARE_REACHES[kind] and not (kind == "fan" and value < -0.5)


def sensors(tree, config):
    """What `sensors` prints of each file: {(prefix, label, file): value}, of what this program has, too.

    What it can't compute it leaves out, and so does this program with what is not finite.
    """
    libraries = os.pathsep.join(map(str, ORACLES.glob("usr/lib/*")))
    done = apart("bash", "-c", MOUNTED, "bash", tree, SENSORS, config, LD_LIBRARY_PATH=libraries)
    assert "Adapter: " in done.stdout, done.stderr
    found, chip, label = {}, None, None
    for line in done.stdout.splitlines():
        if match := re.fullmatch(r"  (([a-z]+)\d+_(\w+)): (\S+)", line):
            file, kind, property, value = match.groups()
            if kind in UNITS and property in SHOWN and is_possible(kind, property, float(value)):
                found[chip, label, file] = float(value)
        elif match := re.fullmatch(r"(.+):", line):
            label = match[1]
        elif match := re.fullmatch(r"([^-:]+)-\S+", line):
            chip = match[1]
    return found


def without_constant_divisions_by_zero(tree, config):
    """Removes the lines that this program refuses, and `sensors` takes for statements without a value."""
    refusal = re.compile(rf"{re.escape(str(config))}:(\d+): the expression divides by zero")
    while match := refusal.search(run("--once", f"--path.sysfs={tree}", f"--sensors.config={config}")[2]):
        lines = config.read_text().splitlines()
        lines[int(match[1]) - 1] = "# divides by zero"
        config.write_text("\n".join(lines) + "\n")


def ours(tree, config, *flags):
    code, out, err = run(
        "--once", f"--path.sysfs={tree}", f"--collector.hwmon.kinds={KINDS}", f"--sensors.config={config}", *flags
    )
    assert code == 0, err
    exposition, found = Exposition(out), {}
    for kind, unit in UNITS.items():
        for (chip, label, sensor), value in exposition.series(f"hwmon_{kind}_{unit}", "chip_name", "label", "sensor").items():
            found[chip, label, f"{sensor}_input"] = value
        limits = exposition.series(f"hwmon_{kind}_limit_{unit}", "chip_name", "label", "sensor", "limit")
        for (chip, label, sensor, limit), value in limits.items():
            found[chip, label, f"{sensor}_{limit}"] = value
    return found


class RandomHost:
    """Chips with the names and places that libsensors tells apart, and a configuration about some of them."""

    PLACES = (
        ("platform/{}.656", "isa-0290"),
        ("platform/{}.0", "isa-0000"),
        ("pci0000:00/0000:00:18.3", "pci-00c3"),
        ("pci0000:00/0000:0{}:00.0", "pci-0{}00"),
        ("virtual/thermal/thermal_zone{}", "virtual-0"),
    )

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.chips, trees = {}, []
        for number in range(8):
            prefix = f"chip{number}"
            place, address = self.random.choice(self.PLACES)
            device = place.format(prefix if place.startswith("platform") else number + 1)
            files = self.files()
            self.chips[prefix] = files, address.format(number + 1)
            trees.append(sysfs.chip(number, device, prefix, files))
        self.tree = sysfs.merge({"class/thermal/.keep": ""}, *trees)
        self.config = "".join(self.block() for _ in range(12))

    def has_file(self, prefix, file):
        return file in self.chips[prefix][0]

    def files(self):
        files = {}
        for kind, low, high, limits, settings in (
            ("temp", -10_000, 95_000, ("max", "crit", "min"), ("offset", "type", "alarm")),
            ("in", 1, 13_000, ("min", "max", "crit"), ("lowest",)),
            ("fan", 0, 5_000, ("min",), ("div", "pulses")),
            ("curr", 0, 9_000, ("max", "crit"), ("lowest",)),
            ("power", 0, 300_000_000, ("max", "crit"), ("average_interval",)),
        ):
            for number in range(1, self.random.randint(1, 4)):
                files[f"{kind}{number}_input"] = self.random.randint(low, high)
                for limit in limits:
                    if self.random.random() < 0.5:
                        files[f"{kind}{number}_{limit}"] = self.random.randint(1, max(high, 1))
                if self.random.random() < 0.5:
                    files[f"{kind}{number}_label"] = f"{kind} {number}"
                for setting in settings:
                    files[f"{kind}{number}_{setting}"] = self.random.randint(1, 9)
        return files

    def pattern(self, prefix, address):
        bus = address.split("-")[0]
        return self.random.choice(
            (f"{prefix}-*", f"{prefix}-{address}", f"*-{address}", f"{prefix}-{bus}-*", "*-*", f"no{prefix}-*")
        )

    def expression(self, files, depth=0):
        choose = self.random.choice
        if depth > 3 or self.random.random() < 0.3:
            variables = [file for file in files if re.match(r"[a-z]+1_(?!label)", file)]
            some = self.random.sample(variables, min(2, len(variables)))
            return choose(("@", "@", "@", str(self.random.randint(0, 9)), f"{self.random.random():.3f}", *some))
        left, right = self.expression(files, depth + 1), self.expression(files, depth + 1)
        return choose((f"{left} + {right}", f"({left} - {right})", f"{left} * {right}", f"({left})/{right}", f"-{left}",
                       f"`(1 + {left}*{left})", f"^({left}/1000)"))  # fmt: skip

    def limit(self, files):
        limits = [file for file in files if file.startswith("curr") and file.endswith(("max", "crit"))]
        return f"set {self.random.choice(limits)} {self.random.randint(1, 9)} * 1.1" if limits else ""

    def block(self):
        prefix = self.random.choice(sorted(self.chips))
        files, address = self.chips[prefix]
        lines = [f'chip "{self.pattern(prefix, address)}"']
        sensors = sorted({file.split("_")[0] for file in files}) or ["temp1"]
        for _ in range(4):
            sensor = self.random.choice(sensors)
            lines.append(
                self.random.choice(
                    (
                        f'label {sensor} "{sensor} of {self.random.randint(1, 99)}"',
                        # What an expression needs is not ignored: this program would not read it for that, either.
                        f"ignore {sensor}" if not sensor.endswith("1") else f"# ignore {sensor}",
                        # What is computed is not set: it would have to be computed back.
                        f"compute {sensor} {self.expression(files)}, @" if sensor[0] != "c" else self.limit(files),
                    )
                )
            )
        return "\n".join(lines) + "\n\n"


class Agreement(unittest.TestCase):
    maxDiff = None

    def differing(self, expected, found):
        """The lines about the keys that both have."""
        lines = []
        for key in expected.keys() & found.keys():
            # They print three digits after the point and write whole units; this program keeps the kernel's, so whole RPM.
            if abs(expected[key] - found[key]) > (0.5 if key[2].startswith("fan") else 0.001) + 1e-5:
                lines.append(f"{key}: {expected[key]} by sensors, {found[key]} here")
        return sorted(lines)

    def test_the_captured_host_with_debian_s_configuration(self):
        with tempfile.TemporaryDirectory(dir=sysfs.MEMORY) as scratch:
            tree = sysfs.unpack_captured_host(scratch)
            found = ours(tree, DEBIANS_CONFIG)
            expected = sensors(tree, DEBIANS_CONFIG)
            log = run("--once", f"--path.sysfs={tree}", f"--sensors.config={DEBIANS_CONFIG}")[2]
        self.assertEqual(log.count("lines of --sensors.config"), 1, log)  # it is about chips that no host has all of
        # Limits that mean none and readings of missing diodes are left out here, and chips of one name are mixed up there.
        both = {key: value for key, value in expected.items() if key in found and key[0] != "jc42"}
        self.assertEqual(self.differing(both, found), [])
        print(f"{len(both)} values compared")
        self.assertGreater(len(both), 150)

    def test_random_hosts(self):
        compared = 0
        with tempfile.TemporaryDirectory(dir=sysfs.MEMORY) as scratch:
            for seed in range(SEED, SEED + HOSTS):
                with self.subTest(SEED=seed):
                    host = RandomHost(seed)
                    config = Path(scratch, f"{seed}.conf")
                    config.write_text(host.config)
                    tree = sysfs.write(Path(scratch, str(seed)), host.tree)
                    without_constant_divisions_by_zero(tree, config)
                    found = ours(tree, config)
                    expected = sensors(tree, config)
                    # A limit that the chip has no file for is shown here, and can't be set there.
                    found = {key: value for key, value in found.items() if key in expected or host.has_file(key[0], key[2])}
                    lines = [f"- {key}" for key in expected.keys() - found.keys()]
                    lines += [f"+ {key}" for key in found.keys() - expected.keys()]
                    lines += self.differing(expected, found)
                    if lines:
                        self.fail("\n".join([host.config, "- only sensors shows it, + only this program does", *lines]))
                    compared += len(expected)
        self.assertGreater(compared, 40 * HOSTS)
        print(f"{compared} values compared")


if __name__ == "__main__":
    if not SENSORS.exists():
        skip_program("no lm-sensors; etc/test.sh fetches it")
    # In a container, or below a directory that was made the root.
    if apart("mount", "--bind", "/sys/class", "/sys/class").returncode != 0:
        skip_program("nothing can be mounted here")
    main()
