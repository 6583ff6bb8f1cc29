"""Events between two scrapes: Prometheus asks every five seconds, a sensor is hot for little more than one.

The exporter samples once a second, as it does by default. Five seconds between scrapes leave room for a peak that no
scrape sees, and keep the test short.
"""

import os
import shutil
import signal
import tempfile
import time
import unittest
from pathlib import Path

import sysfs
from harness import Exporter, main, skip_program, wait_until
from scrapers import PROMETHEUS, Prometheus, config

SCRAPE_INTERVAL = 5
ABOVE, DISTRIBUTION = "cpu_temperature_above_seconds_total", "cpu_temperature_distribution_celsius"


def package(celsius):
    """One CPU package, whose package sensor is its hottest; it is at `celsius`."""
    return sysfs.coretemp(0, 0, [0, 1], celsius=celsius)


class Host:
    """A host with one CPU package and a board's chip, and the exporter there."""

    def __init__(self, test, *flags, celsius=60):
        directory = tempfile.TemporaryDirectory()
        test.addCleanup(directory.cleanup)
        self.scratch = Path(directory.name)
        board = sysfs.chip(1, "platform/board.0", "board", {"temp1_input": 30000})
        self.tree = sysfs.write(self.scratch / "sys", sysfs.merge(package(celsius), board))
        self.exporter = Exporter(f"--path.sysfs={self.tree}", *flags)
        self.exporter.__enter__()
        test.addCleanup(self.exporter.__exit__)

    def heat(self, celsius):
        """In place and in one write, as the exporter keeps the file open and reads it with one pread."""
        path = self.tree / "class/hwmon/hwmon0/temp1_input"
        content = f"{celsius * 1000}\n".encode()
        assert len(content) == path.stat().st_size
        file = os.open(path, os.O_WRONLY)
        try:
            os.pwrite(file, content, 0)
        finally:
            os.close(file)

    def above(self, threshold="85"):
        return self.exporter.scrape().series(ABOVE, "threshold").get((threshold,))


class Peak(unittest.TestCase):
    HOT, LASTS = 96, 1.3

    def setUp(self):
        self.host = Host(self)
        text = config(f"{SCRAPE_INTERVAL}s", temperatures=self.host.exporter.port)
        self.prometheus = Prometheus(text, self.host.scratch)
        self.addCleanup(self.prometheus.close)

    def newest_scrape(self):
        return self.prometheus.query("timestamp(up)").get((), 0)

    def wait_for_a_scrape(self):
        """Until Prometheus has scraped once more; returns the time of that."""
        before = self.newest_scrape()
        return wait_until(
            lambda: (newest := self.newest_scrape()) > before and newest, 3 * SCRAPE_INTERVAL, "another scrape"
        )

    def be_hot_between_two_scrapes(self):
        for _ in range(5):
            scraped = self.wait_for_a_scrape()
            if time.time() - scraped < 2:  # otherwise there is too little time before the next one
                break
        self.host.heat(self.HOT)
        time.sleep(self.LASTS)
        self.host.heat(60)
        self.assertLess(time.time() - scraped, SCRAPE_INTERVAL - 1, "not done before the next scrape")

    def query(self, expression, *keys):
        return self.prometheus.query(expression, *keys)

    def test_a_peak_that_no_scrape_saw_is_found_in_promql(self):
        self.wait_for_a_scrape()
        self.be_hot_between_two_scrapes()
        time.sleep(2)  # the samples after it, and the next scrape
        self.wait_for_a_scrape()
        time.sleep(0.1)

        # As the scrapes saw it, the package was never hot.
        self.assertEqual(self.query("max_over_time(cpu_temperature_celsius[2m])"), {(): 60})
        sensor = '{chip_name="coretemp",sensor="temp1"}'
        seen = self.query(f"max_over_time(hwmon_temp_celsius{sensor}[2m])", "sensor")
        self.assertEqual(seen, {("temp1",): 60})

        # The peak.
        self.assertEqual(self.query('cpu_temperature_window_celsius{quantile=~"1|1.0"}'), {(): self.HOT})
        self.assertEqual(
            self.query(f"max_over_time(hwmon_temp_window_max_celsius{sensor}[2m])", "sensor", "window"),
            {("temp1", "2m"): self.HOT},
        )
        # The time above a threshold and above the chip's own limit.
        in_range = f"max_over_time({ABOVE}[2m]) - min_over_time({ABOVE}[2m])"
        seconds = self.query(in_range, "package", "threshold")
        self.assertEqual(set(seconds), {("0", "85"), ("0", "max"), ("0", "crit")})
        self.assertTrue(0.5 <= seconds["0", "85"] <= 3, seconds)
        self.assertEqual(seconds["0", "max"], seconds["0", "85"])
        self.assertEqual(seconds["0", "crit"], 0)
        # The bucket.
        bucket = f"{DISTRIBUTION}_bucket"
        samples = self.query(f'{bucket}{{le="100.0"}} - ignoring(le) {bucket}{{le="95.0"}}', "package")
        self.assertIn(samples, ({("0",): 1}, {("0",): 2}))

        # Another scraper finds the same, however often the first one has asked.
        own = self.host.exporter.scrape()
        self.assertEqual(own.value(ABOVE, threshold="85"), self.query(ABOVE + '{threshold="85"}')[()])
        self.assertEqual(own.value("cpu_temperature_window_celsius", quantile="1"), self.HOT)
        again = self.host.exporter.scrape()
        for name in (f"{DISTRIBUTION}_bucket", f"{DISTRIBUTION}_count", ABOVE):
            later = again.series(name, "le", "threshold")
            for key, value in own.series(name, "le", "threshold").items():
                self.assertGreaterEqual(later[key], value, name)


class Gaps(unittest.TestCase):
    def test_time_without_samples_is_not_made_up(self):
        host = Host(self, "--sample.max-age=2s", celsius=96)
        wait_until(lambda: host.above() > 1, 10, "the package is hot")
        before, begin = host.above(), time.monotonic()
        host.exporter.process.send_signal(signal.SIGSTOP)
        time.sleep(4)
        host.exporter.process.send_signal(signal.SIGCONT)
        host.exporter.wait_for_samples(3)
        counted, watched = host.above() - before, time.monotonic() - begin - 4
        # A sweep's second before the first look is counted after it.
        self.assertGreater(counted, 0.9)
        self.assertLess(counted, watched + 1.1)


class Removal(unittest.TestCase):
    """Chips are looked at with their alarms, here every second; when one is gone, all are looked for."""

    def remove(self, number):
        hwmon = self.host.tree / f"class/hwmon/hwmon{number}"
        device = hwmon.resolve().parent.parent
        hwmon.unlink()
        shutil.rmtree(device)

    def test_series_end_with_their_sensor_and_counters_restart_when_it_returns(self):
        self.host = Host(self, "--sample.slow-interval=1s", "--threshold=50")
        exporter = self.host.exporter
        exporter.scrape_until(lambda exposition: exposition.value(ABOVE, threshold="50") > 3, 10, "time above 50 °C")
        names = ("hwmon_temp_celsius", "hwmon_temp_window_max_celsius", ABOVE, f"{DISTRIBUTION}_count")

        def of_the_package(exposition):
            return {name for name in names if exposition.series(name, "package").keys() & {("0",)}}

        self.assertEqual(of_the_package(exporter.scrape()), set(names))
        self.remove(0)
        exporter.scrape_until(lambda exposition: not of_the_package(exposition), 10, "its series have ended")
        sysfs.write(self.host.tree, package(60))
        self.remove(1)
        returned = exporter.scrape_until(
            lambda exposition: of_the_package(exposition) == set(names), 10, "the sensor is found again"
        )
        self.assertLess(returned.value(ABOVE, threshold="50"), 2)
        self.assertLessEqual(returned.value(f"{DISTRIBUTION}_count"), 2)


if __name__ == "__main__":
    if not PROMETHEUS:
        skip_program("no prometheus; etc/test.sh fetches it")
    main()
