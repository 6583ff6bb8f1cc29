"""The same tree read by Debian's node_exporter: the chips, the sensors and the temperatures must agree.

Where this exporter leaves out what node_exporter shows, the table below says so and why.
"""

import tempfile
import unittest
from contextlib import closing

import sysfs
from differences import assert_same_entries
from harness import QUICK, Exporter, Exposition, main, skip_program
from node_exporter import NODE_EXPORTER, NodeExporter


def scrape_node_exporter(root):
    with tempfile.TemporaryDirectory() as scratch, closing(NodeExporter(root, scratch, "hwmon", "thermal_zone")) as theirs:
        return Exposition(theirs.scrape())


class Oracle(unittest.TestCase):
    maxDiff = None

    def compare(self, tree, left_out=()):
        """Both on one tree; `left_out` are the (chip, sensor) that only node_exporter has."""
        theirs = scrape_node_exporter(tree)
        with Exporter(f"--path.sysfs={tree}", *QUICK) as exporter:
            ours = exporter.wait_for_samples(2)
        # They multiply by 0.001, whose last digit differs from a division by 1000.
        expected = {
            key: round(value, 3) for key, value in theirs.series("node_hwmon_temp_celsius", "chip", "sensor").items()
        }
        self.assertEqual({key for key in left_out if key not in expected}, set(), "left out, but not theirs either")
        assert_same_entries(
            self,
            {key: round(value, 3) for key, value in ours.series("hwmon_temp_celsius", "chip", "sensor").items()},
            {key: value for key, value in expected.items() if key not in left_out},
        )
        assert_same_entries(
            self,
            ours.series("thermal_zone_celsius", "zone", "type"),
            theirs.series("node_thermal_zone_temp", "zone", "type"),
        )
        names = dict(theirs.series("node_hwmon_chip_names", "chip", "chip_name").keys())
        with_temperatures = {chip for chip, _ in ours.series("hwmon_temp_celsius", "chip", "sensor")}
        self.assertEqual(
            set(ours.series("hwmon_temp_celsius", "chip", "chip_name")),
            {(chip, names.get(chip)) for chip in with_temperatures},
        )
        self.assertGreater(len(with_temperatures), 0)

    def test_the_captured_host(self):
        with tempfile.TemporaryDirectory() as directory:
            self.compare(
                sysfs.unpack_captured_host(directory),
                left_out={
                    # A file `temp` in the device's directory; sensors have a `tempN_input` (hwmon/sysfs-interface).
                    ("thermal_thermal_zone0", "temp0"),
                    # The sentinel of these drivers for a missing diode; temp3_fault says so too.
                    ("i2c_0_0_002e", "temp3"),
                    ("i2c_0_0_004a", "temp3"),
                },
            )

    def test_synthetic_hosts(self):
        for name, (tree, left_out) in HOSTS.items():
            with self.subTest(host=name), tempfile.TemporaryDirectory() as directory:
                self.compare(sysfs.write(directory, tree), left_out)


# A name, the tree, and the sensors that only node_exporter shows there.
HOSTS = {
    "two Intel packages": (
        sysfs.merge(
            sysfs.coretemp(0, 0, [0, 1, 4, 9], celsius=62),
            sysfs.coretemp(1, 1, [0, 1, 4, 9], celsius=71),
            sysfs.zone(0, "x86_pkg_temp", 62000),
            sysfs.zone(1, "x86_pkg_temp", 71000),
        ),
        set(),
    ),
    "AMD": (
        sysfs.merge(
            sysfs.k10temp(0, 68850, 58850, [55125, 56375]),
            sysfs.chip(
                1, "pci0000:00/0000:00:03.1/0000:0a:00.0", "amdgpu", {"temp1_label": "edge", "temp1_input": 41000}
            ),
            sysfs.chip(2, "pci0000:00/0000:02:00.0/nvme/nvme0", "nvme", {"temp1_input": 38850, "temp2_input": 44850}),
        ),
        set(),
    ),
    "ARM board": (
        sysfs.merge(
            sysfs.chip(0, "virtual/thermal/thermal_zone0", "cpu_thermal", {"temp1_input": 48312}),
            sysfs.zone(0, "cpu-thermal", 48312),
            sysfs.zone(1, "gpu-thermal", 47250),
            sysfs.zone(10, "ddr", -4500),
        ),
        {("thermal_thermal_zone0", "temp0")},  # the zone's own file `temp`
    ),
    "attributes beside the device, as old drivers have them": (
        {
            **sysfs.chip(0, "platform/w83627hf.656", None, {}),
            "devices/platform/w83627hf.656/name": "w83627hf\n",
            "devices/platform/w83627hf.656/temp1_input": "39000\n",
            "devices/platform/w83627hf.656/temp02_input": "40500\n",
        },
        set(),
    ),
    "a chip without a device": (
        {
            "class/hwmon/hwmon3": sysfs.Link("../../devices/virtual/hwmon/hwmon3"),
            "devices/virtual/hwmon/hwmon3/name": "Virtual Chip-1\n",
            "devices/virtual/hwmon/hwmon3/temp1_input": "30000\n",
        },
        set(),
    ),
}


if __name__ == "__main__":
    if not NODE_EXPORTER:
        skip_program("no prometheus-node-exporter; etc/test.sh fetches it")
    main()
