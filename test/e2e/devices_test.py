"""Devices that sleep, come and go, or are hidden: what is served and logged of them, and what is not touched."""

import os
import shutil
import tempfile
import time
import unittest
from pathlib import Path

import sysfs
from harness import QUICK, Exporter, main, run, wait_until
from open_watch import OpenWatch

CPU = sysfs.coretemp(0, 0, [0, 1], celsius=60)


class WithTree(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.tree = Path(directory.name, "sys")
        self.here = f"--path.sysfs={self.tree}"

    def host(self, *trees):
        return sysfs.write(self.tree, sysfs.merge(CPU, *trees))


class Asleep(WithTree):
    device = "pci0000:00/0000:00:02.0"
    chip = "pci0000:00_0000:00:02_0"

    def setUp(self):
        super().setUp()
        self.host(sysfs.chip(1, self.device, "amdgpu", {"temp1_input": 50000}, bus="pci"))
        self.input = self.tree / "class/hwmon/hwmon1/temp1_input"
        self.status = self.tree / f"devices/{self.device}/power/runtime_status"
        self.status.parent.mkdir()
        self.set_status("suspended")

    def set_status(self, status):
        # In one step: the exporter never sees half of it.
        scratch = self.status.with_name("new")
        scratch.write_text(f"{status}\n")
        scratch.replace(self.status)

    def test_a_sleeping_device_is_not_read_and_reported(self):
        with OpenWatch(self.input) as watch, Exporter(self.here, *QUICK) as exporter:
            exposition = exporter.wait_for_samples()
            self.assertEqual(watch.opened(), set())
            self.assertIsNone(exposition.value("hwmon_temp_celsius", chip=self.chip))
            self.assertEqual(exposition.value("hwmon_chip_asleep", chip=self.chip), 1)
            self.assertEqual(exposition.value("hwmon_chip_asleep", chip="platform_coretemp_0"), 0)
            self.assertEqual(exposition.value("hwmon_chip_up", chip=self.chip), 1)
            self.assertNotIn("level=warn", exporter.log)

    def test_it_is_read_when_it_wakes_and_not_when_it_sleeps_again(self):
        with Exporter(self.here, *QUICK) as exporter:
            for status, celsius, asleep in (("active", 50, 0), ("suspended", None, 1), ("active", 50, 0)):
                self.set_status(status)
                exposition = exporter.scrape_until(
                    lambda e, asleep=asleep: e.value("hwmon_chip_asleep", chip=self.chip) == asleep, 5, status
                )
                self.assertEqual(exposition.value("hwmon_temp_celsius", chip=self.chip), celsius)

    def test_doctor_reports_it_and_opens_nothing(self):
        with OpenWatch(self.input) as watch:
            code, out, err = run("--doctor", self.here)
            self.assertEqual(watch.opened(), set())
        self.assertEqual(code, 0, err)
        self.assertIn("asleep, and left alone: a read would wake it\n", out)


class Masked(WithTree):
    """Docker puts an empty directory over the throttle counters."""

    def setUp(self):
        super().setUp()
        self.host(*(sysfs.processor(number, 0, number) for number in range(4)))
        for directory in self.tree.glob("devices/system/cpu/cpu*/thermal_throttle"):
            shutil.rmtree(directory)
            directory.mkdir()

    def test_hidden_throttle_counters_are_logged_in_one_line_with_advice(self):
        with Exporter(self.here, *QUICK) as exporter:
            exposition = exporter.wait_for_samples()
            self.assertNotIn("cpu_core_throttles_total", exposition.families)
            self.assertEqual(exposition.value("cpu_temperature_celsius"), 60)
            hidden = [line for line in exporter.log_lines if "thermal_throttle" in line]
            self.assertEqual(len(hidden), 1, exporter.log)
            self.assertIn("the container runtime hides the throttle counters", hidden[0])
            self.assertIn("-v /sys:/host/sys:ro", hidden[0])

    def test_doctor_gives_advice(self):
        code, out, err = run("--doctor", self.here)
        self.assertEqual(code, 0, err)
        self.assertEqual(out.count("is hidden by the container runtime: mount the host's /sys elsewhere"), 1)

    def test_nothing_is_logged_if_they_are_not_wanted(self):
        with Exporter(self.here, *QUICK, "--no-collector.cpu_throttle") as exporter:
            exporter.wait_for_samples()
            self.assertNotIn("thermal_throttle", exporter.log)


class NothingThatMeasures(WithTree):
    def test_a_host_with_only_a_battery_logs_once_that_it_has_no_sensors(self):
        sysfs.write(self.tree, sysfs.chip(0, "virtual/power_supply/BAT0", "BAT0", {}))
        with Exporter(self.here, *QUICK) as exporter:
            wait_until(lambda: "no sensors found" in exporter.log, 5, "logged")
            time.sleep(1.5)  # the CPU's sensors are looked for after a second
            self.assertEqual(exporter.log.count("level=warn"), 1, exporter.log)
            self.assertNotIn("chip found", exporter.log)

    def test_a_host_with_only_cooling_devices_logs_that_it_has_no_sensors(self):
        sysfs.write(self.tree, sysfs.merge(sysfs.cooling_device(0, "Processor", 1, 10), {"class/hwmon/.keep": ""}))
        with Exporter(self.here, *QUICK) as exporter:
            wait_until(lambda: "no sensors found" in exporter.log, 5, "logged")
            exposition = exporter.wait_for_samples()
            self.assertEqual(exposition.value("cooling_device_state", device="0"), 1)
            self.assertEqual(exporter.log.count("level=warn"), 1, exporter.log)
        code, _, err = run("--once", self.here)
        self.assertEqual(code, 0)
        self.assertIn("no sensors found", err)
        self.assertEqual(run("--doctor", self.here)[0], 1)


UEVENT = Path("/sys/devices/system/cpu/cpu0/uevent")


@unittest.skipUnless(os.geteuid() == 0 and os.access(UEVENT, os.W_OK), "only root can make the kernel send a uevent")
class Hotplug(WithTree):
    """Makes the kernel announce again a CPU that is online, which changes nothing."""

    def test_a_new_chip_is_found_when_the_kernel_announces_a_device(self):
        self.host()
        with Exporter(self.here, "--sample.interval=100ms") as exporter:
            exporter.wait_for_samples()
            sysfs.write(self.tree, sysfs.chip(1, "pci0000:00/0000:00:04.0/nvme/nvme0", "nvme", {"temp1_input": 38850}))
            try:
                UEVENT.write_text("online")
            except OSError as error:
                self.skipTest(f"the kernel takes no uevent: {error}")
            # Less than the minute after which it would be found anyway.
            exporter.scrape_until(lambda e: e.value("hwmon_temp_celsius", chip="nvme_nvme0") == 38.85, 3, "it is read")


if __name__ == "__main__":
    main()
