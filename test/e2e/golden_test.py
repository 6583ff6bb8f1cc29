"""The whole answer for one host in each format, compared with the golden files, and in node_exporter's names.

After a change that is meant to change the answer, run

    cmake --build --preset dev --target update_golden

and read the difference in these files as carefully as the change itself.
"""

import re
import sys
import tempfile
import unittest
from pathlib import Path

import protobuf_text
import sysfs
from differences import assert_same_text
from harness import Exporter, main, run
from negotiation_table import ASK_FOR

GOLDEN = Path(__file__).with_name("golden.prom")
GOLDEN_OPENMETRICS = Path(__file__).with_name("golden.openmetrics.txt")
GOLDEN_PROTOBUF = Path(__file__).with_name("golden.protobuf.txt")
GOLDEN_NODE_EXPORTER = Path(__file__).with_name("golden_node_exporter.prom")

ACCEPT = "cmake --build --preset dev --target update_golden"

# Depends on when the scrape comes and how long reads take. A zero among these is exact and stays.
PARTLY_VOLATILE = (
    "hwmon_chip_read_duration_seconds|hwmon_read_errors_total|node_scrape_collector_duration_seconds"
    "|cpu_temperature_above_seconds_total"
)
# Except bounds and quantiles.
VOLATILE_COUNTS = "cpu_temperature_distribution_celsius|cpu_temperature_window_celsius"
WHOLLY_VOLATILE = "(?:cpu_temp_exporter|process)_[a-z0-9_]+"

LINE = re.compile(
    rf"^((?:{PARTLY_VOLATILE}|(?:{VOLATILE_COUNTS})_[a-z]+)(?:\{{.*\}})?) (?!0(?:\.0)?$)\S+$"
    rf"|^((?:{WHOLLY_VOLATILE})(?:\{{.*\}})?) \S+$",
    re.MULTILINE,
)
# Revision and compiler differ from machine to machine.
BUILD = re.compile(
    r'^(cpu_temp_exporter_build_info)\{arch=".*",boost=".*",compiler=".*",revision=".*",version=".*"\}', re.MULTILINE
)
# Whether the exporter was asked before it was ready is chance.
EARLY = re.compile(r'^cpu_temp_exporter_http_requests_total\{code="503",.*\n', re.MULTILINE)


def masked(text):
    text = BUILD.sub(
        r'\1{arch="VOLATILE",boost="VOLATILE",compiler="VOLATILE",revision="VOLATILE",version="VOLATILE"}', text
    )
    return LINE.sub(r"\1\2 VOLATILE", EARLY.sub("", text))


VOLATILE = protobuf_text.Word("VOLATILE")
NUMBERS = ("value", "sample_count", "sample_sum", "cumulative_count", "positive_delta")


def masked_value(value, partly, wholly):
    """A value of a metric without what is volatile in it; ranks and bounds stay, and so do the values of quantiles."""
    result = {}
    for name, content in value.items():
        if name == "created_timestamp" or (name in NUMBERS and (wholly or (partly and content))):
            result[name] = VOLATILE
        elif name == "bucket":
            result[name] = [masked_value(bucket, partly, wholly) for bucket in content]
        else:
            result[name] = content
    return result


def masked_metric(metric, name):
    partly = re.fullmatch(f"{PARTLY_VOLATILE}|{VOLATILE_COUNTS}", name)
    wholly = re.fullmatch(WHOLLY_VOLATILE, name)
    result = {}
    for field, content in metric.items():
        if field != "label":
            result[field] = masked_value(content, partly, wholly)
        elif name == "cpu_temp_exporter_build_info":
            result[field] = [{**label, "value": "VOLATILE"} for label in content]
        else:
            result[field] = content
    return result


def is_early(metric):
    return {"name": "code", "value": "503"} in metric.get("label", ())


def masked_protobuf(body):
    families = protobuf_text.families(body)
    for family in families:
        late = (metric for metric in family["metric"] if not is_early(metric))
        family["metric"] = [masked_metric(metric, family["name"]) for metric in late]
    return protobuf_text.text(families)


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
        {"devices/cpu_core/cpus": "0,2\n", "devices/cpu_atom/cpus": "1,3\n"},
    )


def is_complete(exposition):
    chips = set(exposition.series("hwmon_temp_celsius", "chip"))
    above = exposition.value("cpu_temperature_above_seconds_total", package="1", threshold="crit")
    return len(chips) == 5 and len(exposition.series("thermal_zone_celsius", "zone")) == 2 and above


def answers():
    """Returns the content of the golden files of the three formats."""
    with tempfile.TemporaryDirectory() as directory:
        tree = sysfs.write(directory, host())
        flags = ("--sample.interval=100ms", "--sample.slow-interval=200ms", "--collector.hwmon.kinds=all")
        with Exporter(f"--path.sysfs={tree}", *flags) as exporter:
            exporter.scrape_until(is_complete, 10, "every device has been read, the CPU twice")
            bodies = {name: exporter.get(headers={"Accept": accept}).body for name, accept in ASK_FOR.items()}
    return {
        GOLDEN: masked(bodies["text"].decode()),
        GOLDEN_OPENMETRICS: masked(bodies["openmetrics"].decode()),
        GOLDEN_PROTOBUF: masked_protobuf(bodies["protobuf"]),
    }


def answer_in_names_of_node_exporter():
    with tempfile.TemporaryDirectory() as directory:
        tree = sysfs.write(directory, host())
        code, out, err = run("--once", "--metrics.schema=node_exporter", f"--path.sysfs={tree}")
        assert (code, err.count("level=error")) == (0, 0), err
        return masked(out)


class Golden(unittest.TestCase):
    def check(self, file, answer):
        assert_same_text(self, answer, file.read_text(encoding="utf-8"), file.name, ACCEPT)

    def test_the_answer_is_the_golden_one_in_each_format(self):
        for file, answer in answers().items():
            with self.subTest(file=file.name):
                self.check(file, answer)

    def test_the_answer_in_names_of_node_exporter_is_the_golden_one(self):
        self.check(GOLDEN_NODE_EXPORTER, answer_in_names_of_node_exporter())

    def test_the_headline_is_the_promised_one(self):
        lines = GOLDEN.read_text(encoding="utf-8").splitlines()
        begin = lines.index("# HELP cpu_temperature_celsius Current CPU temperature in Celsius")
        self.assertEqual(
            lines[begin + 1 : begin + 3], ["# TYPE cpu_temperature_celsius gauge", "cpu_temperature_celsius 101"]
        )


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        for golden, content in answers().items():
            golden.write_text(content, encoding="utf-8")
        GOLDEN_NODE_EXPORTER.write_text(answer_in_names_of_node_exporter(), encoding="utf-8")
    else:
        main()
