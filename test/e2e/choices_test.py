"""Choices of an operator or a scrape: filters, kinds of sensors, collectors, window, thresholds, schema."""

import os
import tempfile
import unittest
from pathlib import Path

import sysfs
from harness import QUICK, Exporter, Exposition, main, one_line, run
from open_watch import OpenWatch

BOARD = "platform_nct6775_656"
PACKAGE = "platform_coretemp_0"


def host():
    board = {
        "temp1_input": 40000,
        "temp2_input": 41000,
        "temp2_max": 80000,
        "fan1_input": 1200,
        "fan1_min": 300,
        "in0_input": 1104,
        "pwm1": 128,
    }
    return sysfs.merge(
        sysfs.coretemp(0, 0, [0, 1], celsius=60),
        sysfs.chip(1, "platform/nct6775.656", "nct6775", board),
        sysfs.zone(0, "acpitz", 27800, [("critical", 119000)]),
        sysfs.zone(7, "iwlwifi_1", 41000),
        sysfs.cooling_device(0, "Processor", 0, 10),
        sysfs.cooling_device(1, "Fan", 2, 5),
        sysfs.processor(0, 0, 0, core_throttles=3, package_throttles=4),
    )


class WithHost(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.tree = sysfs.write(Path(directory.name, "sys"), host())
        cls.here = f"--path.sysfs={cls.tree}"

    def once(self, *flags, env=()):
        code, out, err = run("--once", self.here, *flags, env=env)
        self.assertEqual(code, 0, err)
        return Exposition(out)

    def temperatures(self, *flags, env=()):
        """The sensors of chips that are served, as `chip;sensor`."""
        series = self.once(*flags, env=env).series("hwmon_temp_celsius", "chip", "sensor")
        return {f"{chip};{sensor}" for chip, sensor in series}


class Filters(WithHost):
    cores = {f"{PACKAGE};temp{number}" for number in (1, 2, 3)}
    board = {f"{BOARD};temp{number}" for number in (1, 2)}

    def test_chips_and_sensors(self):
        chips, sensors = "--collector.hwmon.chip", "--collector.hwmon.sensor"
        for flags, expected in (
            ([], self.cores | self.board),
            ([f"{chips}-include=coretemp"], self.cores),
            ([f"{chips}-exclude=coretemp"], self.board),
            ([f"{chips}-include=platform", f"{chips}-exclude=nct"], self.cores),
            ([f"{chips}-include=^coretemp"], set()),  # labels begin with the bus
            ([f"{sensors}-exclude=;temp[12]$"], {f"{PACKAGE};temp3"}),
            ([f"{sensors}-include={PACKAGE};temp1"], {f"{PACKAGE};temp1"}),
            ([f"{chips}-exclude=nct", f"{sensors}-exclude=temp3"], self.cores - {f"{PACKAGE};temp3"}),
        ):
            with self.subTest(flags=flags):
                self.assertEqual(self.temperatures(*flags), expected)

    def test_an_expression_with_a_comma_survives_the_environment(self):
        env = {"CPU_TEMP_EXPORTER_COLLECTOR_HWMON_SENSOR_INCLUDE": "coretemp_0;temp[1,2]$"}
        self.assertEqual(self.temperatures(env=env), {f"{PACKAGE};temp1", f"{PACKAGE};temp2"})

    def test_zones_and_cooling_devices(self):
        def zones(*flags):
            return {zone for (zone,) in self.once(*flags).series("thermal_zone_celsius", "zone")}

        def devices(*flags):
            return {device for (device,) in self.once(*flags).series("cooling_device_state", "device")}

        self.assertEqual(zones(), {"0", "7"})
        self.assertEqual(zones("--collector.thermal_zone.zone-exclude=^7;iwlwifi_1$"), {"0"})
        self.assertEqual(zones("--collector.thermal_zone.zone-include=;iwlwifi"), {"7"})
        self.assertEqual(devices(), {"0", "1"})
        self.assertEqual(devices("--collector.cooling_device.device-exclude=;Processor"), {"1"})
        self.assertEqual(devices("--collector.cooling_device.device-include=^0;"), {"0"})
        self.assertEqual(devices("--collector.cooling_device.device-exclude=."), set())

    def test_a_bad_expression_is_refused_with_the_reason(self):
        for flag in ("--collector.hwmon.chip-include", "--collector.cooling_device.device-exclude"):
            with self.subTest(flag=flag):
                code, out, err = run("--once", self.here, f"{flag}=a(b")
                self.assertEqual((code, out), (2, ""))
                self.assertIn(flag, one_line(err))
                self.assertIn("missing )", err)

    def test_doctor_counts_what_a_filter_excludes(self):
        code, out, err = run(
            "--doctor",
            self.here,
            "--collector.hwmon.chip-exclude=nct",
            "--collector.thermal_zone.zone-exclude=iwlwifi",
            "--collector.cooling_device.device-exclude=Fan",
        )
        self.assertEqual(code, 0, err)
        self.assertIn("Left out by filters: 1 chip, 2 sensors, 1 zone, 1 cooling device", out)
        self.assertNotIn("nct6775", out)

    def test_doctor_reports_an_excluded_cpu_and_suggests_no_driver(self):
        for flag, advice in (
            ("--collector.hwmon.sensor-exclude=coretemp", "a filter may leave it out"),
            ("--no-collector.hwmon", "chips are not read: switch --collector.hwmon on"),
        ):
            with self.subTest(flag=flag):
                # There are no zones either, which would replace the CPU.
                hidden = (self.here, flag, "--collector.thermal_zone.zone-exclude=.")
                code, out, _ = run("--doctor", *hidden)
                self.assertEqual(code, 1)
                self.assertIn(f"No CPU temperature can be read: {advice}", out)


class ChosenCpu(WithHost):
    """--cpu.sensor"""

    def headline(self, expression, *flags):
        exposition = self.once(f"--cpu.sensor={expression}", *flags)
        (source,) = exposition.series("cpu_temperature_source_info", "chip", "sensor") or [None]
        return exposition.value("cpu_temperature_celsius"), source

    def test_the_hottest_of_the_chosen_sensors_is_the_cpu_s_temperature(self):
        self.assertEqual(self.headline(BOARD), (41, (BOARD, "temp2")))
        self.assertEqual(self.headline(f"{BOARD};temp1"), (40, (BOARD, "temp1")))
        self.assertEqual(self.headline("thermal_zone7"), (41, ("thermal_zone7", "temp")))
        self.assertEqual(self.headline(""), (60, (PACKAGE, "temp1")))
        self.assertEqual(self.headline("nct", "--collector.hwmon.kinds=all"), (41, (BOARD, "temp2")))

    def test_what_matches_nothing_is_said(self):
        self.assertEqual(self.headline("no such"), (None, None))
        code, out, _ = run("--doctor", self.here, "--cpu.sensor=no such")
        self.assertEqual(code, 1)
        self.assertIn("nothing that is found matches --cpu.sensor", out)


class SensorsConfig(WithHost):
    """--sensors.config; sensors_config_test compares what it does with lm-sensors."""

    TEXT = """
chip "nct6775-isa-0290"
  label temp1 "Board"
  compute temp1 @ - 4, @ + 4
  ignore temp2
  set temp1_max 70
  label temp77 "none"
  label fan1 "not read"
chip "coretemp-*"
  compute temp1 @ + 1, @ - 1
chip "w83627-*"
  ignore in5
"""

    def configured(self, text, *flags):
        with tempfile.TemporaryDirectory() as directory:
            self.file = Path(directory, "sensors.conf")
            self.file.write_text(text)
            return run(self.here, f"--sensors.config={self.file}", *flags)

    def test_chips_are_shown_as_the_configuration_says(self):
        code, out, err = self.configured(self.TEXT, "--once")
        self.assertEqual(code, 0, err)
        exposition = Exposition(out)
        self.assertEqual(
            exposition.series("hwmon_temp_celsius", "sensor", "label", "chip").items()
            & {(("temp1", "Board", BOARD), 36), (("temp1", "Package id 0", PACKAGE), 61)},
            {(("temp1", "Board", BOARD), 36), (("temp1", "Package id 0", PACKAGE), 61)},
        )
        self.assertIsNone(exposition.value("hwmon_temp_celsius", chip=BOARD, sensor="temp2"))
        self.assertEqual(exposition.value("hwmon_temp_limit_celsius", chip=BOARD, sensor="temp1", limit="max"), 70)
        self.assertEqual(exposition.value("cpu_temperature_celsius"), 61)
        self.assertIn('no chip matches \\"w83627-*\\"', err)
        self.assertIn(f'lines=1 first="{self.file}:7: no effect: {BOARD} has no temp77"', err)
        self.assertNotIn("not read", err)

    def test_the_schema_of_node_exporter_shows_what_the_drivers_say(self):
        def of_board(out):
            return [line for line in out.splitlines() if line.startswith("node_hwmon") and BOARD in line]

        plain = run(self.here, "--once", "--metrics.schema=node_exporter")[1]
        alone = self.configured(self.TEXT, "--once", "--metrics.schema=node_exporter")[1]
        both = self.configured(self.TEXT, "--once", "--metrics.schema=both")[1]
        self.assertGreater(len(of_board(plain)), 5)
        for out in (alone, both):
            self.assertEqual(of_board(out), [line for line in of_board(plain) if '"temp2"' not in line])
        self.assertEqual(Exposition(both).value("hwmon_temp_celsius", chip=BOARD, sensor="temp1"), 36)

    def test_doctor_tells_what_each_line_did(self):
        code, out, _ = self.configured(self.TEXT, "--doctor")
        self.assertEqual(code, 0)
        for line in (
            f'3: names "Board" temp1 of {BOARD}',
            f"4: computes temp1 of {BOARD}",
            f"5: ignores temp2 of {BOARD}",
            f"6: shows as max of temp1 of {BOARD}",
            '11: no chip matches "w83627-*"',
            "7: no effect: " + BOARD + " has no temp77",
            "8: no effect: sensors of the kind fan are not read",
        ):
            self.assertIn(f"sensors.conf:{line}", out)
        self.assertIn("computed from 40 °C; max 70 °C", out)

    def test_simulated_chips_are_configured_as_well(self):
        text = """
chip "nct6798-isa-0290"
  label temp1 "Board"
  compute temp1 @ + in1_max, @
  set temp1_crit 99
  ignore temp2
chip "coretemp-isa-0001"
  label temp1 "Second"
"""
        code, out, err = self.configured(text, "--demo", "--once")
        self.assertEqual(code, 0, err)
        shown = Exposition(out).series("hwmon_temp_celsius", "chip", "sensor", "label")
        board = {key: value for key, value in shown.items() if key[0] == "demo_nct6798_0"}
        self.assertEqual(set(board), {("demo_nct6798_0", "temp1", "Board")})
        self.assertIn(("demo_coretemp_1", "temp1", "Second"), shown)
        self.assertIn(("demo_coretemp_0", "temp1", "Package id 0"), shown)
        out = self.configured(text, "--demo", "--doctor")[1]
        self.assertIn('sensors.conf:3: names "Board" temp1 of demo_nct6798_0', out)
        self.assertIn("computed from", out)
        self.assertIn("crit 99 °C", out)
        self.assertNotIn("CPUTIN", out)

    def test_what_is_wrong_is_told_with_its_line(self):
        code, out, err = self.configured('chip "a-*"\n  lable in0 x\n', "--once")
        self.assertEqual((code, out), (2, ""))
        self.assertIn("sensors.conf:2: 'lable' is unknown; expected: chip, bus,", one_line(err))

    def test_files_and_directories(self):
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, "b.conf").write_text('chip "nct*-*"\nchip "nct6775-*"\nlabel temp1 "b"\n')
            Path(directory, "a.conf").write_text('chip "nct6775-*"\nlabel temp1 "a"\nlabel temp2 "two"\n')
            Path(directory, ".hidden.conf").write_text("wrong")
            Path(directory, "README").write_text("wrong")
            exposition = self.once(f"--sensors.config={directory}")
            labels = {label for label, chip in exposition.series("hwmon_temp_celsius", "label", "chip") if chip == BOARD}
            self.assertEqual(labels, {"b", "two"})

    def test_what_a_directory_holds_besides_files_is_skipped(self):
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, "a.conf").write_text('chip "nct6775-*"\nlabel temp1 "a"\n')
            Path(directory, "directory.conf").mkdir()
            Path(directory, "broken.conf").symlink_to("/nowhere")
            os.mkfifo(Path(directory, "pipe.conf"))
            exposition = self.once(f"--sensors.config={directory}")
        self.assertEqual(exposition.value("hwmon_temp_celsius", chip=BOARD, label="a"), 40)

    def test_a_file_that_can_t_be_read_is_told_with_the_reason(self):
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, "broken.conf").symlink_to("/nowhere")
            Path(directory, "circle.conf").symlink_to("circle.conf")
            Path(directory, "a\nb.conf").write_text("wrong")
            os.mkfifo(Path(directory, "pipe"))
            with open(Path(directory, "huge.conf"), "w") as huge:
                huge.truncate(10 << 30)
            for path, reason in (
                ("none.conf", "No such file"),
                ("broken.conf", "No such file"),
                ("circle.conf", "Too many levels of symbolic links"),
                ("huge.conf/x", "Not a directory"),
                ("x" * 300, "File name too long"),
                ("pipe", "it is not a file"),
                ("huge.conf", "huge.conf' can't be read: it has more than 16 MiB"),
                ("a\nb.conf", r"a\nb.conf:1: 'wrong' is unknown"),
                ("/proc/self/mem", "Input/output error"),
            ):
                with self.subTest(path=path):
                    code, out, err = run("--once", self.here, f"--sensors.config={Path(directory, path)}")
                    self.assertEqual((code, out), (2, ""))
                    self.assertIn("--sensors.config", one_line(err))
                    self.assertIn(reason, err)


class FilteredFiles(unittest.TestCase):
    def test_excluded_files_are_never_opened(self):
        with tempfile.TemporaryDirectory() as directory:
            tree = sysfs.write(Path(directory, "sys"), host())
            board = tree / "class/hwmon/hwmon1"
            fifo = board / "temp3_input"
            os.mkfifo(fifo)
            zone = tree / "class/thermal/thermal_zone7/temp"
            fan = tree / "class/thermal/cooling_device1/cur_state"
            with OpenWatch(fifo, board / "temp2_input", board / "temp2_max", board / "temp1_input", zone, fan) as watch:
                flags = (
                    "--collector.hwmon.sensor-exclude=nct6775.*;temp[23]",
                    "--collector.thermal_zone.zone-exclude=iwlwifi",
                    "--collector.cooling_device.device-exclude=Fan",
                )
                with Exporter(f"--path.sysfs={tree}", *QUICK, *flags) as exporter:
                    exposition = exporter.wait_for_samples()
                    self.assertEqual(watch.opened(), {board / "temp1_input"})
                    self.assertEqual(exporter.log.count("level=warn"), 0, exporter.log)
                    self.assertEqual(exposition.value("hwmon_read_errors_total", chip=BOARD, reason="other"), 0)


class Kinds(WithHost):
    def test_temperatures_alone_are_the_default(self):
        families = self.once().families
        self.assertIn("hwmon_temp_celsius", families)
        self.assertEqual([name for name in families if name.startswith(("hwmon_fan", "hwmon_in_", "hwmon_pwm"))], [])

    def test_kinds_are_served_in_their_units(self):
        exposition = self.once("--collector.hwmon.kinds=temp,fan", "--collector.hwmon.kinds=in,pwm")
        self.assertEqual(exposition.value("hwmon_temp_celsius", chip=BOARD, sensor="temp1"), 40)
        self.assertEqual(exposition.value("hwmon_fan_rpm", chip=BOARD, sensor="fan1"), 1200)
        self.assertEqual(exposition.value("hwmon_in_volts", chip=BOARD, sensor="in0"), 1.104)
        self.assertAlmostEqual(exposition.value("hwmon_pwm_ratio", chip=BOARD, sensor="pwm1"), 128 / 255)

    def test_all_of_them(self):
        self.assertEqual(
            set(self.once("--collector.hwmon.kinds=all").families),
            set(self.once("--collector.hwmon.kinds=temp,fan,in,pwm").families),
        )

    def test_doctor_shows_them_in_their_units(self):
        code, out, err = run("--doctor", self.here, "--collector.hwmon.kinds=all")
        self.assertEqual(code, 0, err)
        for what in ("40 °C", "1200 RPM", "1.104 V", "50.2 %", "critical 119 °C"):
            self.assertIn(what, out)
        self.assertRegex(out, r"Fan +1 device, 1 active: state 2 of 5\n")
        self.assertRegex(out, r"package 0 +4 throttles, 2000 ms\n")
        self.assertRegex(out, r"package 0, 1 core +3 throttles, 750 ms, most of core 0: 3\n")

    def test_an_unknown_kind_is_refused(self):
        code, out, err = run("--once", self.here, "--collector.hwmon.kinds=temp,rpm")
        self.assertEqual((code, out), (2, ""))
        self.assertIn("'rpm' is unknown; expected any of temp, fan, in", one_line(err))


class Collectors(WithHost):
    """`collect[]` and `exclude[]` in a scrape."""

    # A family of each collector.
    family = {
        "hwmon": "hwmon_temp_celsius",
        "thermal_zone": "thermal_zone_celsius",
        "cooling_device": "cooling_device_state",
        "cpu_throttle": "cpu_core_throttles_total",
        "process": "process_open_fds",
    }

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.exporter = Exporter(cls.here, *QUICK)
        cls.exporter.__enter__()
        cls.addClassCleanup(cls.exporter.__exit__)
        cls.exporter.wait_for_samples()

    def collectors(self, query, exporter=None):
        answer = (exporter or self.exporter).get("/metrics" + query)
        self.assertEqual(answer.status, 200, answer)
        families = Exposition(answer.text).families
        return {name for name, family in self.family.items() if family in families}

    def test_a_scrape_gets_the_collectors_that_it_asks_for(self):
        every = set(self.family)
        for query, expected in (
            ("", every),
            ("?", every),
            ("?name=value&debug", every),
            ("?collect[]=hwmon", {"hwmon"}),
            ("?collect%5B%5D=hwmon&collect%5b%5d=cpu_throttle", {"hwmon", "cpu_throttle"}),
            ("?exclude[]=process", every - {"process"}),
            ("?exclude[]=hwmon&exclude[]=cooling_device", every - {"hwmon", "cooling_device"}),
        ):
            with self.subTest(query=query):
                self.assertEqual(self.collectors(query), expected)

    def test_a_bad_query_gets_a_400_with_the_reason_and_without_the_query(self):
        for query, why in (
            ("?collect[]=secret", "hwmon, thermal_zone, cooling_device, cpu_throttle, process"),
            ("?collect[]=", "hwmon, thermal_zone"),
            ("?collect[]=%3Cscript%3Esecret", "hwmon, thermal_zone"),
            ("?collect[]=secret%00", "hwmon, thermal_zone"),
            ("?collect[]=secret%zz", "Malformed"),
            ("?exclude[]=secret", "hwmon, thermal_zone"),
            ("?collect[]=hwmon&exclude[]=process", "Use either"),
        ):
            with self.subTest(query=query):
                answer = self.exporter.get("/metrics" + query)
                self.assertEqual(answer.status, 400)
                self.assertEqual(answer.headers["Content-Type"], "text/plain; charset=utf-8")
                self.assertIn(why, answer.text)
                self.assertNotIn("secret", answer.text)
                self.assertNotIn("%", answer.text)

    def test_a_disabled_collector_can_not_be_asked_for(self):
        with Exporter(self.here, "--no-collector.cpu_throttle", "--web.disable-exporter-metrics") as exporter:
            exporter.scrape_until(lambda exposition: "hwmon_temp_celsius" in exposition.families, 10, "a reading")
            for name in ("cpu_throttle", "process"):
                answer = exporter.get(f"/metrics?collect[]={name}")
                self.assertEqual(answer.status, 400)
                self.assertTrue(answer.text.endswith(": hwmon, thermal_zone, cooling_device.\n"), answer.text)
            self.assertEqual(self.collectors("", exporter), {"hwmon", "thermal_zone", "cooling_device"})

    def test_a_long_query_is_answered_at_once(self):
        for text, status in (("&", 200), ("=", 200), ("+", 200), ("%41", 200), ("%", 400), ("collect[]=process&", 200)):
            with self.subTest(text=text):
                answer = self.exporter.get("/metrics?" + text * (8000 // len(text)))
                self.assertEqual(answer.status, status)
                self.assertLess(answer.seconds, 1)


class Schemas(WithHost):
    def test_native_names_are_the_default(self):
        self.assertEqual([name for name in self.once().families if name.startswith("node_")], [])

    def test_the_names_of_node_exporter_replace_the_native_ones(self):
        exposition = self.once("--metrics.schema=node_exporter")
        self.assertEqual(exposition.value("node_hwmon_temp_celsius", chip=BOARD, sensor="temp1"), 40)
        self.assertEqual(exposition.value("node_hwmon_fan_rpm", chip=BOARD, sensor="fan1"), 1200)
        self.assertEqual(exposition.value("node_hwmon_fan_min_rpm", chip=BOARD, sensor="fan1"), 300)
        self.assertEqual(exposition.value("node_hwmon_chip_names", chip=BOARD), 1)
        self.assertEqual(exposition.value("node_thermal_zone_temp", zone="0"), 27.8)
        self.assertEqual(exposition.value("node_cooling_device_cur_state", name="1"), 2)
        self.assertEqual(exposition.value("node_cpu_core_throttles_total", core="0", package="0"), 3)
        self.assertNotIn("hwmon_temp_celsius", exposition.families)
        self.assertIn("cpu_temperature_celsius", exposition.families)

    def test_both(self):
        both = set(self.once("--metrics.schema=both").families)
        self.assertLessEqual(set(self.once().families), both)
        self.assertLessEqual(set(self.once("--metrics.schema=node_exporter").families), both)

    def test_a_chip_whose_sensors_are_all_filtered_out_keeps_its_name(self):
        exposition = self.once("--metrics.schema=node_exporter", "--collector.hwmon.sensor-exclude=nct6775")
        self.assertEqual(exposition.value("node_hwmon_chip_names", chip=BOARD), 1)
        self.assertIsNone(exposition.value("node_hwmon_temp_celsius", chip=BOARD, sensor="temp1"))


class Histories(WithHost):
    def scrape(self, *flags):
        with Exporter(self.here, *QUICK, *flags) as exporter:
            return exporter.wait_for_samples(5)

    def test_the_window_is_a_label_of_the_extremes(self):
        for flags, window in (([], "2m"), (["--window=90s"], "1m30s"), (["--window=1000ms"], "1s")):
            with self.subTest(flags=flags):
                exposition = self.scrape(*flags)
                self.assertEqual(
                    exposition.value("hwmon_temp_window_max_celsius", chip=BOARD, sensor="temp1", window=window), 40
                )
                self.assertEqual(exposition.value("cpu_temperature_window_celsius", quantile="1"), 60)

    def test_a_window_shorter_than_two_samples_is_refused(self):
        for flags in (["--window=500ms"], ["--window=3s", "--sample.interval=2s"]):
            with self.subTest(flags=flags):
                code, out, err = run("--once", self.here, *flags)
                self.assertEqual((code, out), (2, ""))
                self.assertIn("--window", one_line(err))

    def test_thresholds_are_counted_beside_the_limits_of_the_package(self):
        name = "cpu_temperature_above_seconds_total"
        exposition = self.scrape("--threshold=59.5", "--threshold=60", "--threshold=61", "--threshold=60.0")
        above = exposition.series(name, "package", "threshold")
        self.assertEqual({threshold for _, threshold in above}, {"59.5", "60", "61", "max", "crit"})
        self.assertGreater(above["0", "60"], 0)
        self.assertEqual(above["0", "61"], 0)
        self.assertEqual({threshold for _, threshold in self.scrape().series(name, "package", "threshold")}, {"85", "max", "crit"})

    def test_once_has_no_window(self):
        families = self.once().families
        self.assertEqual([name for name in families if "window" in name or "above" in name or "distribution" in name], [])


if __name__ == "__main__":
    main()
