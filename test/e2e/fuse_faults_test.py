"""Sensors whose read fails, is slow or never answers, made by a file system of our own."""

import contextlib
import signal
import socket
import time
import unittest
from pathlib import Path

import sysfs
from fuse_mount import Mount, try_to_mount
from harness import QUICK, SLOWDOWN, Exporter, Exposition, main, skip_program, wait_until

# The errno of temp2's read, its reason, and whether every failed read counts (else one per episode).
ERRORS = (
    ("EIO", "io", True),
    ("ENXIO", "io", True),
    ("EAGAIN", "busy", True),
    ("EACCES", "denied", True),
    ("ENOMEM", "other", True),
    ("EMFILE", "other", True),
    ("ENODATA", "nodata", False),
    ("ETIMEDOUT", "timeout", False),
)


def chip_directory(number):
    return f"devices/i2c-{number}/{number}-0048/hwmon/hwmon{number}"


def chip_label(number):
    return f"i2c_{number}_{number}_0048"


def input_of(number, sensor):
    return f"{chip_directory(number)}/temp{sensor}_input"


def has_left(exporter):
    """A thread within a driver can't be ended: its process stays in the table, but holds nothing."""
    return Path(f"/proc/{exporter.process.pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"


class WithMount(unittest.TestCase):
    FLAGS = QUICK

    def mount(self, chips, files):
        """Returns that many i2c chips of two sensors, each on its own bus."""
        tree = sysfs.merge(*(sysfs.chip(n, f"i2c-{n}/{n}-0048", "lm75", files, bus="i2c") for n in range(chips)))
        mount = Mount(tree)
        self.addCleanup(mount.close)
        mount.wait()
        return mount

    @contextlib.contextmanager
    def running(self):
        """An exporter of `tree`; when the block ends, what hangs is let go first, or its process could not be waited for."""
        with Exporter(f"--path.sysfs={self.tree.root}", *self.FLAGS) as exporter:
            try:
                yield exporter
            finally:
                self.tree.faults({})


class FailingReads(WithMount):
    def test_errors_are_counted_logged_once_and_end(self):
        mount = self.mount(len(ERRORS) + 1, {"temp1_input": 40000, "temp2_input": 45000})
        healthy = chip_label(len(ERRORS))
        with Exporter(f"--path.sysfs={mount.root}", *QUICK) as exporter:
            before = exporter.wait_for_samples()
            for number in range(len(ERRORS) + 1):
                self.assertEqual(before.value("hwmon_temp_celsius", chip=chip_label(number), sensor="temp2"), 45)

            mount.faults({input_of(number, 2): errno for number, (errno, _, _) in enumerate(ERRORS)})
            # Readings from before the fault may be served while they are valid.
            time.sleep(1 * SLOWDOWN)
            first = exporter.wait_for_samples()
            log_at_first = exporter.log_lines
            second = exporter.wait_for_samples()

            for number, (errno, reason, every_read) in enumerate(ERRORS):
                with self.subTest(errno=errno):
                    chip = chip_label(number)
                    self.assertIsNone(second.value("hwmon_temp_celsius", chip=chip, sensor="temp2"))
                    self.assertEqual(second.value("hwmon_temp_celsius", chip=chip, sensor="temp1"), 40)
                    self.assertEqual(second.value("hwmon_chip_up", chip=chip), 1)
                    errors = [
                        scrape.value("hwmon_read_errors_total", chip=chip, reason=reason) for scrape in (first, second)
                    ]
                    if every_read:
                        self.assertGreater(errors[1], errors[0])
                    else:
                        self.assertEqual(errors, [1, 1])
                    lines = [line for line in log_at_first if f"chip={chip} sensor=temp2 " in line]
                    self.assertEqual(len(lines), 1, lines)
            self.assertEqual(exporter.log_lines, log_at_first)
            self.assertEqual(second.value("hwmon_temp_celsius", chip=healthy, sensor="temp2"), 45)

            mount.faults({})
            everywhere = {(chip_label(number),) for number in range(len(ERRORS) + 1)}
            exporter.scrape_until(
                lambda scrape: {
                    (chip,)
                    for chip, sensor in scrape.series("hwmon_temp_celsius", "chip", "sensor")
                    if sensor == "temp2"
                }
                == everywhere,
                5,
                "every sensor is back",
            )

    def test_a_chip_with_errors_only_is_down(self):
        mount = self.mount(3, {"temp1_input": 40000, "temp2_input": 45000})
        with Exporter(f"--path.sysfs={mount.root}", *QUICK) as exporter:
            mount.faults(
                {input_of(0, 1): "EIO", input_of(0, 2): "EIO", input_of(1, 1): "ENODATA", input_of(1, 2): "ENODATA"}
            )
            exporter.scrape_until(lambda scrape: scrape.value("hwmon_chip_up", chip=chip_label(0)) == 0, 5, "down")
            exposition = exporter.wait_for_samples()
            # A sensor that is switched off reports "no data now".
            self.assertEqual(
                exposition.series("hwmon_chip_up", "chip"),
                {(chip_label(0),): 0, (chip_label(1),): 1, (chip_label(2),): 1},
            )


class HungReads(WithMount):
    def setUp(self):
        self.tree = self.mount(3, {"temp1_input": 40000, "temp2_input": 45000})
        self.hung, self.others = chip_label(0), [chip_label(1), chip_label(2)]

    def hang(self, exporter):
        self.tree.faults({input_of(0, 2): "hang"})
        return exporter.scrape_until(
            lambda scrape: scrape.value("hwmon_chip_up", chip=self.hung) == 0, 10, "the chip is down"
        )

    def test_a_hung_chip_loses_its_own_series_only(self):
        with self.running() as exporter:
            exposition = self.hang(exporter)
            temperatures = exposition.series("hwmon_temp_celsius", "chip", "sensor")
            self.assertEqual({chip for chip, _ in temperatures}, set(self.others))
            overruns = exposition.value("cpu_temp_exporter_sample_overruns_total")

            # Most of them: on a busy machine any single one may have had to wait for a processor.
            taken = sorted(exporter.get("/metrics").seconds for _ in range(50))
            self.assertLess(taken[40], 0.1 * SLOWDOWN)

            later = exporter.wait_for_samples(10)
            self.assertEqual(later.value("cpu_temp_exporter_sample_overruns_total"), overruns)
            self.assertEqual(later.value("hwmon_read_errors_total", chip=self.hung, reason="timeout"), 1)
            warnings = [line for line in exporter.log_lines if "level=warn" in line and f"chip={self.hung} " in line]
            self.assertEqual(len(warnings), 1, exporter.log)

            self.tree.faults({})
            recovered = exporter.scrape_until(
                lambda scrape: scrape.value("hwmon_chip_up", chip=self.hung) == 1, 5, "up again"
            )
            self.assertEqual(recovered.value("hwmon_temp_celsius", chip=self.hung, sensor="temp2"), 45)

    def test_sigterm_ends_it_although_a_read_hangs_and_frees_the_port(self):
        with self.running() as exporter:
            self.hang(exporter)
            exporter.process.send_signal(signal.SIGTERM)
            wait_until(lambda: has_left(exporter), 3, "the process has left")
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", exporter.port))
                probe.listen()
            # The new one meets the hung chip in its first read, and serves the others.
            with Exporter(f"--path.sysfs={self.tree.root}", *QUICK, listen=exporter.address) as successor:
                found = successor.scrape_until(
                    lambda scrape: scrape.series("hwmon_temp_celsius", "chip"), 5, "temperatures"
                )
                self.assertEqual({chip for (chip,) in found.series("hwmon_temp_celsius", "chip")}, set(self.others))
                self.tree.faults({})
                self.assertEqual(successor.stop(), 0)
            self.assertEqual(exporter.process.wait(10), 0)

    def test_many_scrapes_of_a_hung_chip_take_no_threads(self):
        with self.running() as exporter:
            self.hang(exporter)
            tasks = Path(f"/proc/{exporter.process.pid}/task")
            before = len(list(tasks.iterdir()))
            for _ in range(100):
                exporter.scrape()
            self.assertEqual(len(list(tasks.iterdir())), before)


class HungDiscovery(WithMount):
    HUNG = "cpu_temp_exporter_discovery_hung"
    CLASS = "class/hwmon"

    def setUp(self):
        self.tree = self.mount(2, {"temp1_input": 40000})
        self.chips = {(chip_label(0),), (chip_label(1),)}

    def lines(self, exporter):
        return [line for line in exporter.log_lines if "looking for sensors hangs" in line or "looked for again" in line]

    def test_at_the_start_it_is_reported_and_the_exporters_own_metrics_are_served(self):
        self.tree.faults({self.CLASS: "hang"})
        with self.running() as exporter:
            wait_until(lambda: exporter.get("/-/ready").status == 200, 10 * SLOWDOWN, "ready")
            exposition = exporter.scrape()
            self.assertEqual(exposition.value(self.HUNG), 1)
            self.assertEqual(exposition.series("hwmon_chip_up", "chip"), {})
            self.assertEqual(len(self.lines(exporter)), 1, exporter.log)
            self.tree.faults({})
            exporter.scrape_until(
                lambda scrape: scrape.value(self.HUNG) == 0 and set(scrape.series("hwmon_temp_celsius", "chip")) == self.chips,
                10,
                "the chips are found",
            )
            self.assertEqual(len(self.lines(exporter)), 2, exporter.log)

    def test_later_known_chips_are_read_and_the_next_one_is_found_when_it_ends(self):
        directory, link = chip_directory(1), "class/hwmon/hwmon1"
        self.tree.faults({directory: "gone", link: "gone"})
        with self.running() as exporter:
            exporter.scrape_until(lambda scrape: scrape.series("hwmon_temp_celsius", "chip"), 5, "a chip")
            # A chip that goes makes the exporter look again.
            self.tree.faults({directory: "gone", link: "gone", self.CLASS: "hang", input_of(0, 1): "ENODEV"})
            exporter.scrape_until(lambda scrape: scrape.value(self.HUNG) == 1, 15, "reported")
            self.tree.faults({directory: "gone", link: "gone", self.CLASS: "hang"})
            exporter.scrape_until(
                lambda scrape: scrape.value("hwmon_temp_celsius", chip=chip_label(0)) == 40, 5, "it is read all the same"
            )
            self.tree.faults({})
            exporter.scrape_until(lambda scrape: scrape.value(self.HUNG) == 0, 15, "it has ended")
            exporter.scrape_until(
                lambda scrape: set(scrape.series("hwmon_temp_celsius", "chip")) == self.chips, 70, "both are found"
            )
            self.assertEqual(len(self.lines(exporter)), 2, exporter.log)

    def test_sigterm_ends_it_although_the_discovery_hangs(self):
        self.tree.faults({self.CLASS: "hang"})
        with self.running() as exporter:
            wait_until(lambda: exporter.get("/-/healthy").status == 200, 5, "alive")
            exporter.process.send_signal(signal.SIGTERM)
            wait_until(lambda: has_left(exporter), 3, "the process has left")
            self.tree.faults({})
            self.assertEqual(exporter.process.wait(10), 0)


class Textbook(WithMount):
    """Without background sampling a scrape reads the sensors itself."""

    FLAGS = ("--sample.interval=0", "--sample.max-age=0", f"--sample.timeout={2 * SLOWDOWN}s")

    def setUp(self):
        self.tree = self.mount(2, {"temp1_input": 40000})
        self.healthy = chip_label(1)

    def hang_the_next_read(self, exporter):
        """Not one that has begun: no scrape would wait for that."""
        exporter.scrape_until(lambda scrape: len(scrape.series("hwmon_temp_celsius", "chip")) == 2, 5, "both were read")
        self.tree.faults({input_of(0, 1): "hang"})

    def serves_the_healthy_one(self, answer):
        self.assertEqual(Exposition(answer.text).value("hwmon_temp_celsius", chip=self.healthy), 40)

    def test_each_scrape_reads_again(self):
        with self.running() as exporter:
            samples = [exporter.scrape().value("cpu_temp_exporter_samples_total") for _ in range(5)]
            self.assertEqual(samples, [samples[0] + i for i in range(5)])

    def test_a_scrape_waits_for_its_own_read_up_to_the_timeout_and_never_for_one_that_was_running(self):
        with self.running() as exporter:
            self.hang_the_next_read(exporter)
            first = exporter.get()
            self.assertGreater(first.seconds, 1.8 * SLOWDOWN)
            self.assertLess(first.seconds, 4 * SLOWDOWN)
            self.serves_the_healthy_one(first)
            second = exporter.get()
            self.assertLess(second.seconds, 1 * SLOWDOWN)
            self.serves_the_healthy_one(second)

    def test_a_scrape_waits_no_longer_than_nine_tenths_of_prometheus_timeout(self):
        with self.running() as exporter:
            self.hang_the_next_read(exporter)
            answer = exporter.get(headers={"X-Prometheus-Scrape-Timeout-Seconds": str(1.0 * SLOWDOWN)})
            self.assertGreater(answer.seconds, 0.8 * SLOWDOWN)
            self.assertLess(answer.seconds, 1.0 * SLOWDOWN)
            self.serves_the_healthy_one(answer)


class Unplugging(WithMount):
    def test_the_series_of_a_removed_chip_end_at_once(self):
        mount = self.mount(2, {"temp1_input": 40000, "temp2_input": 45000})
        gone = chip_label(0)
        name = "hwmon_read_errors_total"
        with Exporter(f"--path.sysfs={mount.root}", *QUICK) as exporter:
            mount.faults({input_of(0, 2): "EIO"})
            exporter.scrape_until(
                lambda scrape: scrape.value(name, chip=gone, reason="io") >= 2, 5, "errors are counted"
            )
            mount.faults({chip_directory(0): "gone", "class/hwmon/hwmon0": "gone"})
            exposition = exporter.scrape_until(
                lambda scrape: (gone,) not in scrape.series("hwmon_chip_up", "chip"), 5, "the chip is gone"
            )
            self.assertEqual([line for line in exporter.get().text.splitlines() if gone in line], [])
            self.assertEqual(exposition.value("hwmon_temp_celsius", chip=chip_label(1), sensor="temp1"), 40)


class BackUnderTheSamePath(WithMount):
    """The files of a CPU go while it is offline, as in each suspend of the machine."""

    def test_files_that_the_kernel_has_replaced_are_read_and_no_reading_is_missed(self):
        throttles = [sysfs.processor(number, 0, number, core_throttles=number + 1) for number in range(2)]
        mount = Mount(sysfs.merge(sysfs.coretemp(0, 0, [0, 1], celsius=60), *throttles))
        self.addCleanup(mount.close)
        mount.wait()
        cpu, core = "devices/system/cpu/cpu1/thermal_throttle", "devices/platform/coretemp.0/hwmon/hwmon0/temp3_input"
        with Exporter(f"--path.sysfs={mount.root}", *QUICK) as exporter:
            exporter.wait_for_samples()
            mount.faults(dict.fromkeys((f"{cpu}/core_throttle_count", core), "replaced"))
            # Longer than a reading is valid.
            time.sleep(2 * SLOWDOWN)
            exposition = exporter.wait_for_samples()
            self.assertEqual(exposition.series("cpu_core_throttles_total", "core"), {("0",): 1, ("1",): 2})
            self.assertEqual(exposition.value("hwmon_temp_celsius", core="1"), 58)
            self.assertEqual(set(exposition.series("hwmon_read_errors_total", "chip", "reason").values()), {0})
            self.assertNotIn("no reading from the sensor", exporter.log)


if __name__ == "__main__":
    if reason := try_to_mount():
        skip_program(reason)
    main()
