"""The temperature panels of Node Exporter Full, a dashboard for node_exporter, on this exporter's names of that kind."""

import tempfile
import unittest
from contextlib import ExitStack, closing
from pathlib import Path

import sysfs
from harness import QUICK, Exporter, main, skip_program
from scrapers import PROMETHEUS, Prometheus, config

# Each metric is joined with the names of the chips, as the dashboard does it.
QUERY = (
    '{metric}{{instance="$node",job="$job"}} * on(chip) group_left(chip_name) '
    'node_hwmon_chip_names{{instance="$node",job="$job"}}'
)
PANELS = {
    "node_hwmon_temp_celsius": {("nvme", "temp1"): 41.5, ("coretemp", "temp1"): 60, ("coretemp", "temp2"): 59},
    # The kernel's 0 or 1, which node_exporter takes for thousandths of a degree.
    "node_hwmon_temp_crit_alarm_celsius": {("coretemp", "temp1"): 0.001, ("coretemp", "temp2"): 0},
    "node_hwmon_temp_crit_celsius": {("nvme", "temp1"): 85, ("coretemp", "temp1"): 100, ("coretemp", "temp2"): 100},
    "node_hwmon_temp_crit_hyst_celsius": {("nvme", "temp1"): 80},
    "node_hwmon_temp_max_celsius": {("coretemp", "temp1"): 80, ("coretemp", "temp2"): 80},
}

DISK = {"temp1_input": 41500, "temp1_crit": 85000, "temp1_crit_hyst": 80000}


class Panels(unittest.TestCase):
    def test_have_data(self):
        cpu = sysfs.coretemp(0, 0, [0], celsius=60)
        (alarm,) = (path for path in cpu if path.endswith("temp1_crit_alarm"))
        disk = sysfs.chip(1, "pci0000:00/0000:00:1d.0/0000:02:00.0/nvme/nvme0", "nvme", DISK)
        with ExitStack() as stack:
            scratch = stack.enter_context(tempfile.TemporaryDirectory())
            tree = sysfs.write(Path(scratch, "sys"), sysfs.merge(cpu, disk, {alarm: "1\n"}))
            ports = {
                schema: stack.enter_context(Exporter(f"--path.sysfs={tree}", f"--metrics.schema={schema}", *QUICK)).port
                for schema in ("node_exporter", "both")
            }
            prometheus = stack.enter_context(closing(Prometheus(config(**ports), scratch)))
            for job, port in ports.items():
                for metric, expected in PANELS.items():
                    with self.subTest(schema=job, metric=metric):
                        query = QUERY.format(metric=metric).replace("$job", job).replace("$node", f"127.0.0.1:{port}")
                        prometheus.wait_for(expected, query, "chip_name", "sensor")


if __name__ == "__main__":
    if not PROMETHEUS:
        skip_program("no prometheus; etc/test.sh fetches it")
    main()
