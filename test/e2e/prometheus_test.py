"""A real Prometheus scrapes the exporter: its stored samples, and promtool's verdict."""

import shutil
import tempfile
import unittest
from pathlib import Path

import sysfs
from harness import QUICK, Exporter, Exposition, main, run, skip_program
from promtool import PROMTOOL, promtool
from scrapers import PROMETHEUS, Prometheus, config

# A chip that was removed is noticed when its files vanish, or at the next look around, a minute later.
REDISCOVERY_SECONDS = 75


class Scraping(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.scratch = Path(directory.name)
        self.tree = sysfs.unpack_captured_host(self.scratch)
        self.exporter = Exporter(f"--path.sysfs={self.tree}", *QUICK)
        self.exporter.__enter__()
        self.addCleanup(self.exporter.__exit__)

    def test_the_captured_host_in_promql(self):
        prometheus = Prometheus(config(temperatures=self.exporter.port), self.scratch)
        self.addCleanup(prometheus.close)
        prometheus.wait_for({("temperatures",): 1}, "up", "job")
        self.assertEqual(
            prometheus.query('hwmon_temp_celsius{chip_name="jc42"}', "chip", "sensor"),
            {("i2c_0_0_0018", "temp1"): 41.25, ("i2c_0_0_0019", "temp1"): -6.5},
        )
        self.assertEqual(
            prometheus.query('max by (chip_name) (hwmon_temp_celsius{chip_name="emc1404"})', "chip_name"),
            {("emc1404",): 62},
        )
        self.assertEqual(
            prometheus.query("thermal_zone_celsius", "zone", "type"),
            {("0", "acpitz"): 42, ("1", "acpitz"): 28.2, ("2", "SEN1"): 51.05, ("3", "SEN2"): 33.05},
        )
        scraped = self.exporter.scrape().series("hwmon_temp_celsius", "chip", "sensor")
        self.assertEqual(prometheus.query("hwmon_temp_celsius", "chip", "sensor"), scraped)

        # One sensor's directory goes, another one comes: the exporter itself is up all the while.
        hwmon = self.tree / "class/hwmon/hwmon11"
        shutil.rmtree(hwmon.resolve())
        hwmon.unlink()
        sysfs.write(self.tree, sysfs.chip(30, "i2c-0/0-004f", "lm75", {"temp1_input": 26500}))
        prometheus.wait_for(
            {("i2c_0_0_004f",): 26.5}, 'hwmon_temp_celsius{chip_name="lm75"}', "chip", seconds=REDISCOVERY_SECONDS
        )
        self.assertEqual(prometheus.query("min_over_time(up[5m])", "job"), {("temperatures",): 1})
        self.assertEqual(
            prometheus.query("hwmon_temp_celsius", "chip", "sensor"),
            {
                **{key: value for key, value in scraped.items() if key[0] != "i2c_0_0_0048"},
                ("i2c_0_0_004f", "temp1"): 26.5,
            },
        )


class Linting(unittest.TestCase):
    def check(self, text):
        self.assertGreater(len(Exposition(text).families), 10)
        self.assertEqual(promtool("check", "metrics", input=text), (0, ""))

    def test_promtool_has_no_complaint(self):
        with tempfile.TemporaryDirectory() as directory:
            tree = sysfs.unpack_captured_host(directory)
            with Exporter(f"--path.sysfs={tree}", "--collector.hwmon.kinds=all", *QUICK) as exporter:
                exporter.wait_for_samples()
                self.check(exporter.get().text)

    def test_promtool_has_no_complaint_about_a_simulated_cpu(self):
        with Exporter("--demo", *QUICK) as exporter:
            exporter.wait_for_samples()
            self.check(exporter.get().text)

    def test_promtool_has_no_complaint_about_a_textfile(self):
        _, out, _ = run("--once", "--demo")
        self.check(out)


if __name__ == "__main__":
    if not (PROMETHEUS and PROMTOOL):
        skip_program("no prometheus or promtool; etc/test.sh fetches them")
    main()
