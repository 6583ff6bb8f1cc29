"""Sensors with wrong content: the others are served, absurd values are not, and each fault is counted."""

import os
import tempfile
import unittest
from pathlib import Path

import sysfs
from harness import QUICK, Exporter, main

# The driver, what temp2_input holds, and the Celsius or the reason that become of it.
CONTENTS = (
    ("nct6775", "45000\n", 45.0),
    ("nct6775", "45000", 45.0),
    ("nct6775", "0\n", 0.0),
    ("nct6775", "-5000\n", -5.0),
    ("nct6775", "-60000\n", -60.0),
    ("nct6775", "200000\n", 200.0),
    ("nct6775", "200001\n", "implausible"),
    ("nct6775", "-60001\n", "implausible"),
    ("nct6775", "127000\n", "implausible"),  # an open diode
    ("nct6775", "127500\n", "implausible"),
    ("it87", "-128000\n", "implausible"),
    ("nct6775", "255000\n", "implausible"),  # a register of ones
    ("nct6775", "65535\n", "implausible"),
    ("amdgpu", "511000\n", "implausible"),
    ("nct6793", "3892313987\n", "implausible"),
    ("nvme", "-273150\n", "implausible"),  # 0 K: the sensor is not fitted
    ("amdgpu", "-273100\n", "implausible"),
    ("nct6775", "99999999999999999999\n", "parse"),
    ("nct6775", "9" * 300 + "\n", "parse"),
    ("nct6775", "", "parse"),
    ("nct6775", "\n", "parse"),
    ("nct6775", "N/A\n", "parse"),
    ("nct6775", "nan\n", "parse"),
    ("nct6775", "inf\n", "parse"),
    ("nct6775", "1e3\n", "parse"),
    ("nct6775", "4_5\n", "parse"),
    ("nct6775", "45.5\n", "parse"),
    ("nct6775", "45000abc\n", "parse"),
    ("nct6775", " 45000 \n", "parse"),
    ("nct6775", "+45000\n", "parse"),
    ("nct6775", "0x10\n", "parse"),
    ("nct6775", "45000\r\n", "parse"),
    ("nct6775", "45000\0\n", "parse"),
    ("nct6775", "45000\n46000\n", "parse"),
)

REASONS = {"io", "busy", "timeout", "denied", "nodata", "parse", "implausible", "other"}


def host():
    """One chip for each content, with a good sensor beside it."""
    chips = []
    for number, (driver, content, _) in enumerate(CONTENTS):
        files = {"temp1_input": 40000, "temp2_input": content.encode()}
        chips.append(sysfs.chip(number, f"platform/{driver}.{number}", driver, files))
    return sysfs.merge(*chips)


class Contents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        tree = sysfs.write(Path(directory.name, "sys"), host())
        cls.fifo = len(CONTENTS)
        sysfs.write(tree, sysfs.chip(cls.fifo, f"platform/fifo.{cls.fifo}", "fifo", {"temp1_input": 40000}))
        os.mkfifo(tree / f"class/hwmon/hwmon{cls.fifo}/temp2_input")
        with Exporter(f"--path.sysfs={tree}", *QUICK) as exporter:
            cls.first = exporter.wait_for_samples()
            cls.log_at_first = exporter.log_lines
            cls.second = exporter.wait_for_samples()
            cls.log_at_second = exporter.log_lines

    def for_each_chip(self, check):
        for number, (driver, content, expected) in enumerate(CONTENTS):
            with self.subTest(driver=driver, content=content):
                check(f"platform_{driver}_{number}", expected)

    def errors(self, exposition, chip):
        name = "hwmon_read_errors_total"
        return {
            reason: count for (own, reason), count in exposition.series(name, "chip", "reason").items() if own == chip
        }

    def test_each_content_is_a_temperature_or_absent(self):
        def check(chip, expected):
            celsius = expected if isinstance(expected, float) else None
            self.assertEqual(self.second.value("hwmon_temp_celsius", chip=chip, sensor="temp2"), celsius)

        self.for_each_chip(check)

    def test_the_good_sensor_beside_it_is_served(self):
        def check(chip, expected):
            self.assertEqual(self.second.value("hwmon_temp_celsius", chip=chip, sensor="temp1"), 40)
            self.assertEqual(self.second.value("hwmon_chip_up", chip=chip), 1)

        self.for_each_chip(check)

    def test_each_fault_is_counted_with_its_reason_and_no_other(self):
        def check(chip, expected):
            counts = self.errors(self.second, chip)
            self.assertEqual(set(counts), REASONS)
            reason = {expected} if isinstance(expected, str) else set()
            self.assertEqual({name for name, count in counts.items() if count > 0}, reason)

        self.for_each_chip(check)

    def test_each_failed_read_counts(self):
        def check(chip, expected):
            if isinstance(expected, str):
                self.assertGreater(self.errors(self.second, chip)[expected], self.errors(self.first, chip)[expected])

        self.for_each_chip(check)

    def test_each_fault_is_logged_once(self):
        def check(chip, expected):
            lines = [line for line in self.log_at_first if f"chip={chip} sensor=temp2 " in line]
            self.assertEqual(len(lines), 1 if isinstance(expected, str) else 0, lines)

        self.for_each_chip(check)
        self.assertEqual(self.log_at_second, self.log_at_first)

    def test_a_fifo_in_place_of_an_input_delays_nothing(self):
        chip = f"platform_fifo_{self.fifo}"
        self.assertIsNone(self.second.value("hwmon_temp_celsius", chip=chip, sensor="temp2"))
        self.assertEqual(self.second.value("hwmon_temp_celsius", chip=chip, sensor="temp1"), 40)
        self.assertGreater(self.errors(self.second, chip)["other"], 0)

    def test_nothing_absurd_is_published(self):
        for family in self.second.families.values():
            for name, labels, value in family.samples:
                if name.endswith("_celsius"):
                    self.assertTrue(-60 <= value <= 200, f"{name}{labels} {value}")


class Limits(unittest.TestCase):
    def test_implausible_limits_are_left_out(self):
        files = {
            "temp1_input": 40000,
            "temp1_max": 80000,
            "temp1_crit": 127000000,
            "temp1_emergency": 0,
            "temp1_min": -273150,
        }
        with tempfile.TemporaryDirectory() as directory:
            tree = sysfs.write(directory, sysfs.chip(0, "platform/nct6775.656", "nct6775", files))
            with Exporter(f"--path.sysfs={tree}", *QUICK) as exporter:
                exposition = exporter.wait_for_samples(2)
        self.assertEqual(exposition.series("hwmon_temp_limit_celsius", "limit"), {("max",): 80})


if __name__ == "__main__":
    main()
