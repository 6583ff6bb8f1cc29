"""The whole answer for one host, compared with golden.prom, and in node_exporter's names with golden_node_exporter.prom.

After a change that is meant to change the answer: `golden_test.py --update`, with EXPORTER naming the program,
then read the difference in these files as carefully as the change itself.
"""

import re
import sys
import tempfile
import unittest
from pathlib import Path

import sysfs
from harness import Exporter, main, run

GOLDEN = Path(__file__).with_name("golden.prom")
GOLDEN_NODE_EXPORTER = Path(__file__).with_name("golden_node_exporter.prom")

# Depends on when the scrape comes and how long reads take. A zero among the first ones is no accident and stays.
VOLATILE = re.compile(
    r"^((?:hwmon_chip_read_duration_seconds|hwmon_read_errors_total|node_scrape_collector_duration_seconds"
    r"|cpu_temperature_above_seconds_total|cpu_temperature_distribution_celsius_[a-z]+"
    r"|cpu_temperature_window_celsius_[a-z]+)(?:\{.*\})?) (?!0$)\S+$"
    r"|^((?:cpu_temp_exporter|process)_[a-z0-9_]+(?:\{.*\})?) \S+$",
    re.MULTILINE,
)
# Built from and with what, differs from machine to machine.
BUILD = re.compile(r'^(cpu_temp_exporter_build_info)\{arch=".*",boost=".*",compiler=".*",revision=".*",version=".*"\}', re.MULTILINE)
# Whether the exporter was asked before it was ready is chance.
EARLY = re.compile(r'^cpu_temp_exporter_http_requests_total\{code="503",.*\n', re.MULTILINE)


def masked(text):
    text = BUILD.sub(r'\1{arch="VOLATILE",boost="VOLATILE",compiler="VOLATILE",revision="VOLATILE",version="VOLATILE"}', text)
    return VOLATILE.sub(r"\1\2 VOLATILE", EARLY.sub("", text))


def host():
    """Two packages with limits and a raised alarm, a disk, a board chip with odd labels and one with all that a chip can
    measure, zones with trip points, a cooling device, throttling."""
    board = {
        "temp1_label": b'the "fast" \\ fan\n',
        "temp1_input": 35000,
        "temp2_label": b"two\nlines\n",
        "temp2_input": 36000,
        "temp3_label": b"broken \xff\xfe UTF-8, 25 \xc2\xb0C\n",
        "temp3_input": -6500,
        "temp4_label": "not fitted",
        "temp4_input": 127000,
        "temp5_label": "faulty",
        "temp5_input": 40000,
        "temp5_fault": 1,
        "fan1_input": 1200,
    }
    disk = {
        "temp1_label": "Composite",
        "temp1_input": 38850,
        "temp1_max": 84850,
        "temp1_min": -273150,
        "temp1_crit": 89850,
        "temp1_alarm": 0,
        "temp2_label": "Sensor 1",
        "temp2_input": 44850,
        "temp2_max": 65261850,
    }
    everything = {
        "temp1_input": 41000,
        "fan1_label": "pump",
        "fan1_input": 1450,
        "fan1_min": 300,
        "fan1_alarm": 0,
        "in0_input": 1104,
        "in0_max": 1744,
        "in0_min_alarm": 0,
        "curr1_input": 2500,
        "curr1_crit": 20000,
        "curr1_crit_alarm": 1,
        "power1_average": 65250000,
        "power1_cap": 203000000,
        "power1_alarm": 0,
        "energy1_input": 123456789012,
        "humidity1_input": 43210,
        "humidity1_max": 90000,
        "humidity1_max_alarm": 0,
        "freq1_label": "sclk",
        "freq1_input": 1600000000,
        "pwm1": 128,
        "intrusion0_alarm": 1,
    }
    return sysfs.merge(
        sysfs.coretemp(0, 0, [0, 1], celsius=62),
        sysfs.coretemp(1, 1, [0, 1], celsius=101),
        {"devices/platform/coretemp.1/hwmon/hwmon1/temp1_crit_alarm": "1\n"},
        sysfs.chip(2, "pci0000:00/0000:00:04.0/nvme/nvme0", "nvme", disk, bus="nvme"),
        sysfs.chip(3, "platform/nct6775.656", "nct6775", board, bus="platform"),
        sysfs.chip(4, "platform/everything.0", "everything", everything, bus="platform"),
        sysfs.zone(0, "acpitz", 27800, [("critical", 119000), ("passive", 95000)]),
        sysfs.zone(1, "x86_pkg_temp", 62000),
        sysfs.cooling_device(0, "Processor", 2, 10),
        *(
            sysfs.processor(2 * package + core, package, core, 3 * core, 7 * package)
            for package in (0, 1)
            for core in (0, 1)
        ),
    )


def is_complete(exposition):
    chips = set(exposition.series("hwmon_temp_celsius", "chip"))
    above = exposition.value("cpu_temperature_above_seconds_total", package="1", threshold="crit")
    return len(chips) == 5 and len(exposition.series("thermal_zone_celsius", "zone")) == 2 and above


def answer():
    with tempfile.TemporaryDirectory() as directory:
        tree = sysfs.write(directory, host())
        flags = ("--sample.interval=100ms", "--sample.slow-interval=200ms", "--collector.hwmon.kinds=all")
        with Exporter(f"--path.sysfs={tree}", *flags) as exporter:
            exporter.scrape_until(is_complete, 10, "every device has been read, the CPU twice")
            return masked(exporter.get().text)


def answer_in_names_of_node_exporter():
    with tempfile.TemporaryDirectory() as directory:
        tree = sysfs.write(directory, host())
        code, out, err = run("--once", "--metrics.schema=node_exporter", f"--path.sysfs={tree}")
        assert (code, err.count("level=error")) == (0, 0), err
        return masked(out)


class Golden(unittest.TestCase):
    maxDiff = None

    def test_the_answer_is_the_golden_one(self):
        self.assertEqual(answer(), GOLDEN.read_text(encoding="utf-8"))

    def test_the_answer_in_names_of_node_exporter_is_the_golden_one(self):
        self.assertEqual(answer_in_names_of_node_exporter(), GOLDEN_NODE_EXPORTER.read_text(encoding="utf-8"))

    def test_the_headline_is_the_promised_one(self):
        lines = GOLDEN.read_text(encoding="utf-8").splitlines()
        begin = lines.index("# HELP cpu_temperature_celsius Current CPU temperature in Celsius")
        self.assertEqual(
            lines[begin + 1 : begin + 3], ["# TYPE cpu_temperature_celsius gauge", "cpu_temperature_celsius 101"]
        )


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        GOLDEN.write_text(answer(), encoding="utf-8")
        GOLDEN_NODE_EXPORTER.write_text(answer_in_names_of_node_exporter(), encoding="utf-8")
    else:
        main()
