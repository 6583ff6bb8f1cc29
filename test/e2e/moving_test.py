"""What src/exporter/node_exporter/MOVING.md promises to those who come from node_exporter, beside Debian's node_exporters."""

import re
import signal
import subprocess
import tempfile
import unittest
from contextlib import ExitStack, closing
from pathlib import Path

import sysfs
from harness import PROGRAM, QUICK, SLOWDOWN, Exporter, Exposition, environment, main, run, skip_program, wait_until
from node_exporter import NODE_EXPORTERS, NodeExporter, release
from scrapers import NEWEST_PROMETHEUS, PROMETHEUS, Prometheus

PAGE = (Path(__file__).parents[2] / "src/exporter/node_exporter/MOVING.md").read_text(encoding="utf-8")

CLASHING = r"node_hwmon_\w+|node_thermal_zone_temp|node_cooling_device_\w+"


def blocks():
    """The YAML of the page."""
    return re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


def families(text):
    return set(re.findall(r"^# TYPE (\S+)", text, re.MULTILINE))


def options_of(program):
    """The long options that its help shows, without dashes."""
    shown = subprocess.run([program, "--help"], capture_output=True, text=True, check=True)
    return set(re.findall(r"^ +(?:-h, )?--(?:\[no-\])?([a-z][\w.-]*)", shown.stdout + shown.stderr, re.MULTILINE))


class Moving(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.scratch = Path(directory.name)
        self.tree = sysfs.write(
            self.scratch / "sys",
            sysfs.merge(
                sysfs.coretemp(0, 0, [0], celsius=60),
                sysfs.chip(1, "platform/fans.0", "fans", {"fan1_input": 900, "temp1_input": 30000}, bus="platform"),
                sysfs.zone(0, "x86_pkg_temp", 61000),
                sysfs.cooling_device(0, "Processor", 1, 10),
                sysfs.processor(0, 0, 0, core_throttles=3, package_throttles=4),
            ),
        )
        self.here = f"--path.sysfs={self.tree}"

    def node_exporter(self, program, *flags):
        running = NodeExporter(self.tree, self.scratch, program=program, flags=flags)
        self.addCleanup(running.close)
        return running

    def file_of(self, *flags):
        """What --output writes, and what it logs."""
        output = self.scratch / "textfile/cpu_temp.prom"
        output.parent.mkdir(exist_ok=True)
        code, _, err = run("--output", output, self.here, *flags)
        self.assertEqual(code, 0, err)
        return output, err

    def test_the_file_shares_no_family_with_node_exporter_in_the_combinations_that_are_clean(self):
        off = ("--no-collector.hwmon", "--no-collector.thermal_zone")
        for program in NODE_EXPORTERS:
            for schema, flags in (("native", ()), ("node_exporter", off), ("both", off)):
                with self.subTest(node_exporter=release(program), schema=schema):
                    output, _ = self.file_of(f"--metrics.schema={schema}")
                    ours = families(output.read_text())
                    alone = families(self.node_exporter(program, *flags).scrape())
                    self.assertIn("node_cpu_core_throttles_total", alone)
                    self.assertEqual(ours & alone, set())
                    reading = self.node_exporter(program, *flags, f"--collector.textfile.directory={output.parent}")
                    served = Exposition(reading.scrape())
                    self.assertEqual(served.value("node_textfile_scrape_error"), 0)
                    self.assertEqual(ours - set(served.families), set())

    def test_the_file_in_node_exporters_names_clashes_with_two_collectors_and_names_them(self):
        output, log = self.file_of("--metrics.schema=node_exporter")
        self.assertIn("--no-collector.hwmon --no-collector.thermal_zone", log)
        for program in NODE_EXPORTERS:
            shared = families(output.read_text()) & families(self.node_exporter(program).scrape())
            self.assertIn("node_hwmon_temp_celsius", shared)
            self.assertEqual([name for name in shared if not re.fullmatch(CLASHING, name)], [])
        for flags in (["--metrics.schema=native"], ["--metrics.schema=node_exporter", "--no-collector.hwmon"]):
            self.assertNotIn("--no-collector.hwmon", self.file_of(*flags)[1])

    def test_a_killed_process_leaves_its_file_which_node_exporter_goes_on_serving(self):
        output = self.scratch / "textfile/cpu_temp.prom"
        output.parent.mkdir()
        command = [PROGRAM, "--output", output, "--output.interval=1s", self.here]
        writing = subprocess.Popen(command, env=environment(), stderr=subprocess.DEVNULL)
        self.addCleanup(writing.kill)
        wait_until(output.exists, 10, "the file is there")
        writing.kill()
        self.assertEqual(writing.wait(10 * SLOWDOWN), -signal.SIGKILL)
        for program in NODE_EXPORTERS:
            with self.subTest(node_exporter=release(program)):
                reading = self.node_exporter(program, f"--collector.textfile.directory={output.parent}")
                served = Exposition(reading.scrape())
                self.assertEqual(served.value("cpu_temperature_celsius"), 60)
                self.assertEqual(int(served.value("node_textfile_mtime_seconds")), int(output.stat().st_mtime))

    def test_suffixes_on_chips_of_one_label_are_new(self):
        twins = (sysfs.chip(n, "platform/twins.0", "twin", {"temp1_input": 30000}, bus="platform") for n in (7, 8))
        sysfs.write(Path(self.tree), sysfs.merge(*twins))
        _, out, _ = run("--once", self.here, "--metrics.schema=node_exporter")

        def chips(text):
            named = Exposition(text).series("node_hwmon_chip_names", "chip")
            return {chip for (chip,) in named if chip.startswith("platform_twins_0")}

        self.assertEqual(chips(out), {"platform_twins_0_hwmon7", "platform_twins_0_hwmon8"})
        for program in NODE_EXPORTERS:
            with self.subTest(node_exporter=release(program)):
                self.assertEqual(chips(self.node_exporter(program).scrape()), {"platform_twins_0"})

    def test_each_option_of_node_exporter_is_accepted_or_to_be_dropped(self):
        own = options_of(PROGRAM)
        access = set(re.findall(r"`--([\w.-]+)`", re.search(r"(?s)Two options are about access.*?\n\n", PAGE)[0]))
        self.assertEqual(access, {"web.config.file", "web.systemd-socket"})
        to_drop = set(re.findall(r"`--([\w.-]+)`", re.search(r"(?s)Drop .*?\n\n", PAGE)[0]))
        for program in NODE_EXPORTERS:
            self.assertGreater(len(options_of(program)), 100)
            for option in options_of(program) - own - access - {"help-long"}:
                with self.subTest(node_exporter=release(program), option=option):
                    code, _, err = run(f"--{option}=1", self.here, "--once")
                    self.assertEqual(code, 2)
                    self.assertIn("it is node_exporter's and has no meaning here; drop it", err)
                    self.assertTrue(option in to_drop or option.startswith("collector."), option)
        for option in ("--no-collector.wifi", "--collector.cpu", "--collector.textfile.directory=/x"):
            self.assertIn("drop it", run(option)[2])

    def test_an_empty_filter_is_none(self):
        empty = [f"--collector.hwmon.{what}-{how}=" for what in ("chip", "sensor") for how in ("include", "exclude")]
        code, out, err = run("--once", self.here, "--metrics.schema=node_exporter", *empty)
        self.assertEqual(code, 0, err)
        self.assertEqual(Exposition(out).value("node_hwmon_fan_rpm", chip="platform_fans_0"), 900)

    def test_the_kinds_do_not_limit_node_exporters_names(self):
        _, out, _ = run("--once", self.here, "--metrics.schema=both", "--collector.hwmon.kinds=temp")
        self.assertIn("node_hwmon_fan_rpm", families(out))
        self.assertNotIn("hwmon_fan_rpm", families(out))

    def test_the_kernels_alarm_is_a_thousandth_there_and_1_here(self):
        (alarm,) = Path(self.tree).glob("class/hwmon/hwmon0/temp1_crit_alarm")
        alarm.write_text("1\n")
        _, out, _ = run("--once", self.here, "--metrics.schema=both")
        ours = Exposition(out)
        self.assertEqual(ours.value("hwmon_temp_alarm", alarm="crit", sensor="temp1", chip="platform_coretemp_0"), 1)
        chip = {"chip": "platform_coretemp_0", "sensor": "temp1"}
        for served in (ours, *(Exposition(self.node_exporter(program).scrape()) for program in NODE_EXPORTERS)):
            self.assertEqual(served.value("node_hwmon_temp_crit_alarm_celsius", **chip), 0.001)

    @unittest.skipUnless(PROMETHEUS, "no prometheus; etc/test.sh fetches it")
    def test_the_relabelling_joins_both_programs_to_one_host(self):
        for program, reads in zip(NODE_EXPORTERS, (PROMETHEUS, NEWEST_PROMETHEUS)):
            with self.subTest(node_exporter=release(program)), ExitStack() as stack:
                theirs = self.node_exporter(program, "--no-collector.hwmon", "--no-collector.thermal_zone")
                ours = stack.enter_context(Exporter(self.here, "--metrics.schema=node_exporter", *QUICK))
                job = blocks()[0].replace("h1:4000", f"127.0.0.1:{ours.port}").replace("$1:9100", f"$1:{theirs.port}")
                config = (
                    "global: {scrape_interval: 1s, scrape_timeout: 1s}\nscrape_configs:\n"
                    f'- job_name: node\n  static_configs: [{{targets: ["127.0.0.1:{theirs.port}"]}}]\n' + job
                )
                scratch = self.scratch / f"prometheus{release(program)[1]}"
                prometheus = stack.enter_context(closing(Prometheus(config, scratch, program=reads)))
                temperature = 'node_hwmon_temp_celsius{sensor="temp1",chip="platform_coretemp_0"}'
                query = f"{temperature} * on(instance, job) group_left(nodename) node_uname_info"
                prometheus.wait_for({("node", f"127.0.0.1:{theirs.port}"): 60}, query, "job", "instance")
                counts = "node_cpu_core_throttles_total"
                prometheus.wait_for({("node", f"127.0.0.1:{theirs.port}"): 3}, counts, "job", "instance")
                own = {("cpu_temperature_exporter", f"127.0.0.1:{theirs.port}"): 60}
                prometheus.wait_for(own, "cpu_temperature_celsius", "job", "instance")

    @unittest.skipUnless(PROMETHEUS, "no prometheus; etc/test.sh fetches it")
    def test_the_recording_rule_names_the_hosts_for_dashboards(self):
        rules = self.scratch / "rules.yml"
        rules.write_text(blocks()[1])
        with Exporter(self.here, "--metrics.schema=node_exporter", *QUICK) as exporter:
            config = (
                "global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\n"
                f"rule_files: [{rules}]\nscrape_configs:\n"
                f'- job_name: node\n  static_configs: [{{targets: ["127.0.0.1:{exporter.port}"]}}]\n'
            )
            with closing(Prometheus(config, self.scratch / "prometheus")) as prometheus:
                named = {("node", f"127.0.0.1:{exporter.port}", "127.0.0.1"): 1}
                prometheus.wait_for(named, "node_uname_info", "job", "instance", "nodename")


if __name__ == "__main__":
    if not NODE_EXPORTERS:
        skip_program("no prometheus-node-exporter; etc/test.sh fetches it")
    main()
