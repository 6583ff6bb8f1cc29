"""Flags, files and the environment; start and end; what the program says and with which exit code."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

import sysfs
from harness import (
    PROGRAM,
    QUICK,
    SLOWDOWN,
    Exporter,
    Exposition,
    environment,
    listening_port,
    main,
    one_line,
    run,
    wait_until,
)
from large_host import exporter_of_large_host


class WithTree(unittest.TestCase):
    """A host with one CPU package, two cores, a disk and a zone."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.scratch = Path(directory.name)
        self.tree = sysfs.write(
            self.scratch / "sys",
            sysfs.merge(
                sysfs.coretemp(0, 0, [0, 1], celsius=60),
                sysfs.chip(1, "pci0000:00/0000:00:04.0/nvme/nvme0", "nvme", {"temp1_input": 38850}),
                sysfs.zone(0, "x86_pkg_temp", 61000),
            ),
        )
        self.here = f"--path.sysfs={self.tree}"

    def file(self, name, text):
        path = self.scratch / name
        path.write_text(text)
        return path


class Refusals(WithTree):
    def check(self, arguments, names, env=()):
        code, out, err = run(*arguments, env=env)
        self.assertEqual((code, out), (2, ""), err)
        self.assertIn(names, one_line(err))

    def test_a_wrong_command_line_is_refused_in_one_line_that_names_the_option(self):
        for argument, name in (
            ("--no-such-flag", "--no-such-flag"),
            ("--web.listen=:4001", "--web.listen"),  # an abbreviation
            ("extra", "extra"),
            ("-x", "-x"),
            ("--sample.interval", "--sample.interval"),
            ("--sample.interval=fast", "--sample.interval"),
            ("--sample.interval=-1s", "--sample.interval"),
            ("--sample.max-age=5", "--sample.max-age"),
            ("--web.listen-address=nonsense", "--web.listen-address"),
            ("--web.listen-address=:70000", "--web.listen-address"),
            ("--web.threads=0", "--web.threads"),
            ("--web.threads=two", "--web.threads"),
            ("--web.max-connections=-1", "--web.max-connections"),
            ("--web.telemetry-path=metrics", "--web.telemetry-path"),
            ("--log.level=loud", "--log.level"),
            ("--log.format=xml", "--log.format"),
            ("--collector.gpu", "--collector.gpu"),
        ):
            with self.subTest(argument=argument):
                self.check([argument], name)

    def test_a_wrong_environment_is_refused_in_one_line_that_names_the_variable_or_option(self):
        code, out, err = run("--once", self.here, env={"CPU_TEMP_EXPORTER_SAMPLE_INTERVAL": "fast"})
        self.assertEqual((code, out), (2, ""))
        self.assertRegex(one_line(err), r"sample\.interval|CPU_TEMP_EXPORTER_SAMPLE_INTERVAL")

    def test_a_wrong_config_file_is_refused_in_one_line_that_names_the_option(self):
        for text, name in (
            ("[web]\nlisten-adress = :4001\n", "web.listen-adress"),
            ("[sample]\ninterval = fast\n", "sample.interval"),
            ("[web\nthreads = 1\n", "config"),
        ):
            with self.subTest(text=text):
                self.check([f"--config.file={self.file('config.ini', text)}"], name)

    def test_an_unreadable_config_file_is_refused(self):
        for path in (self.scratch / "absent.ini", self.scratch):
            with self.subTest(path=path):
                self.check([f"--config.file={path}"], str(path))


class Sources(WithTree):
    """Flag before environment before file before default."""

    def telemetry_paths(self, *flags, env=()):
        with Exporter(self.here, *flags, env=env) as exporter:
            return [path for path in ("/metrics", "/file", "/env", "/flag") if exporter.get(path).status == 200]

    def test_a_higher_source_wins(self):
        file = self.file("config.ini", "# where to scrape\n[web]\ntelemetry-path = /file\n")
        config = f"--config.file={file}"
        env = {"CPU_TEMP_EXPORTER_WEB_TELEMETRY_PATH": "/env"}
        self.assertEqual(self.telemetry_paths(), ["/metrics"])
        self.assertEqual(self.telemetry_paths(config), ["/file"])
        self.assertEqual(self.telemetry_paths(config, env=env), ["/env"])
        self.assertEqual(self.telemetry_paths(config, "--web.telemetry-path=/flag", env=env), ["/flag"])

    def hosts_listened_at(self, *flags, env):
        with Exporter(self.here, *flags, env=env, listen=None) as exporter:
            places = [address.rsplit(":", 1) for address in exporter.addresses]
            for host, port in places:
                socket.create_connection((host, port), timeout=10).close()
            return [host for host, _ in places]

    def test_a_higher_source_replaces_a_whole_list(self):
        env = {"CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS": "127.0.0.1:0,127.0.0.2:0"}
        self.assertEqual(self.hosts_listened_at(env=env), ["127.0.0.1", "127.0.0.2"])
        flags = ("--web.listen-address=127.0.0.2:0", "--web.listen-address=127.0.0.3:0")
        self.assertEqual(self.hosts_listened_at(*flags, env=env), ["127.0.0.2", "127.0.0.3"])

    def collectors(self, *flags, env=()):
        code, out, err = run("--once", self.here, *flags, env=env)
        self.assertEqual(code, 0, err)
        families = Exposition(out).families
        return [name for name in ("hwmon_temp_celsius", "thermal_zone_celsius") if name in families]

    def test_collectors_can_be_chosen(self):
        both = ["hwmon_temp_celsius", "thermal_zone_celsius"]
        config = self.file("config.ini", "[collector]\nhwmon = false\n")
        self.assertEqual(self.collectors(), both)
        self.assertEqual(self.collectors("--no-collector.hwmon"), both[1:])
        self.assertEqual(self.collectors("--no-collector.hwmon", "--collector.hwmon"), both)
        self.assertEqual(self.collectors("--collector.hwmon", "--no-collector.hwmon"), both[1:])
        self.assertEqual(self.collectors("--collector.disable-defaults", "--collector.hwmon"), both[:1])
        self.assertEqual(self.collectors(f"--config.file={config}"), both[1:])
        self.assertEqual(self.collectors(env={"CPU_TEMP_EXPORTER_COLLECTOR_THERMAL_ZONE": "false"}), both[:1])

    def test_a_hash_within_a_line_of_the_file_is_not_a_comment(self):
        # Cut at the #, this path would be valid.
        config = self.file("config.ini", "  # comment\n[web]\ntelemetry-path = /metrics#top\n")
        code, out, err = run("--once", self.here, f"--config.file={config}")
        self.assertEqual((code, out), (2, ""))
        self.assertIn("/metrics#top", one_line(err))

    def test_an_unknown_variable_with_the_prefix_only_warns_and_one_of_kubernetes_does_not(self):
        service = {"CPU_TEMP_EXPORTER_SERVICE_HOST": "10.0.0.1", "CPU_TEMP_EXPORTER_PORT": "tcp://10.0.0.1:4000"}
        code, out, err = run("--once", self.here, env=service | {"CPU_TEMP_EXPORTER_SAMPLE_INTERVALL": "2s"})
        self.assertEqual(code, 0, err)
        self.assertIn("did you mean CPU_TEMP_EXPORTER_SAMPLE_INTERVAL?", err)
        for name in service:
            self.assertNotIn(name, err)


class OneShots(WithTree):
    def test_version(self):
        code, out, err = run("--version")
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"\d+\.\d+\.\d+")

    def test_help(self):
        code, out, err = run("--help")
        self.assertEqual((code, err), (0, ""))
        self.assertIn("--web.listen-address", out)

    def test_once_prints_the_exposition_without_the_families_of_a_server(self):
        code, out, err = run("--once", self.here)
        self.assertEqual(code, 0, err)
        exposition = Exposition(out)
        self.assertEqual(exposition.value("cpu_temperature_celsius"), 60)
        self.assertEqual(exposition.value("hwmon_temp_celsius", chip="nvme_nvme0"), 38.85)
        self.assertEqual([name for name in exposition.families if re.search("^process_|_http_|_connections", name)], [])

    def test_output_replaces_the_file_in_one_step(self):
        output = self.file("cpu_temp.prom", "old\n")
        with open(output) as reader_of_the_old_file:
            code, out, err = run("--output", output, self.here)
            self.assertEqual((code, out), (0, ""), err)
            self.assertEqual(reader_of_the_old_file.read(), "old\n")
        self.assertEqual(Exposition(output.read_text()).value("cpu_temperature_celsius"), 60)
        self.assertEqual(sorted(path.name for path in self.scratch.iterdir()), ["cpu_temp.prom", "sys"])
        # The textfile collector that reads it runs as another user.
        umask = os.umask(0)
        os.umask(umask)
        self.assertEqual(output.stat().st_mode & 0o777, 0o666 & ~umask)

    def test_output_leaves_out_node_exporters_metrics_about_its_collectors(self):
        output = self.file("cpu_temp.prom", "")
        code, _, err = run("--output", output, "--metrics.schema=node_exporter", self.here)
        self.assertEqual(code, 0, err)
        self.assertIn("\nnode_hwmon_temp_celsius{", output.read_text())
        self.assertNotIn("node_scrape_collector", output.read_text())
        _, out, _ = run("--once", "--metrics.schema=node_exporter", self.here)
        self.assertIn("\nnode_scrape_collector_success{", out)

    def start_writing(self, output, *flags):
        """The exporter with a file that is written each second."""
        command = [PROGRAM, "--output", output, "--output.interval=1s", "--sample.interval=20ms", self.here, *flags]
        started = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, text=True)
        self.addCleanup(started.stderr.close)
        self.addCleanup(started.kill)
        return started

    def test_an_interval_keeps_the_file_with_all_families_until_the_end(self):
        output = self.scratch / "cpu_temp.prom"
        writing = self.start_writing(output)
        wait_until(output.exists, 10, "the file is there")
        first = output.stat().st_ino
        wait_until(lambda: output.exists() and output.stat().st_ino != first, 10, "the file is replaced")
        exposition = Exposition(output.read_text())
        self.assertEqual(exposition.value("cpu_temperature_window_celsius", quantile="1"), 60)
        for name in ("cpu_temperature_above_seconds_total", "cpu_temperature_distribution_celsius"):
            self.assertIn(name, exposition.families)
        self.assertEqual([name for name in exposition.families if re.search("^process_|_http_|_connections", name)], [])
        self.assertIsNone(listening_port(writing.pid))
        writing.terminate()
        self.assertEqual(writing.wait(10 * SLOWDOWN), 0, writing.stderr.read())
        self.assertFalse(output.exists())

    def test_writing_goes_on_when_the_file_can_be_replaced_again(self):
        output = self.scratch / "cpu_temp.prom"
        writing = self.start_writing(output)
        wait_until(output.exists, 10, "the file is there")
        output.rename(self.scratch / "moved")
        output.mkdir()
        line = writing.stderr.readline()
        while "cannot write the file of --output" not in line:
            self.assertTrue(line)
            line = writing.stderr.readline()
        self.assertIsNone(writing.poll())
        output.rmdir()
        wait_until(output.is_file, 10, "the file is there again")
        writing.terminate()
        self.assertEqual(writing.wait(10 * SLOWDOWN), 0)

    def test_an_interval_without_a_directory_for_the_file_fails(self):
        writing = self.start_writing(self.scratch / "absent" / "cpu_temp.prom")
        self.assertEqual(writing.wait(10 * SLOWDOWN), 1)
        self.assertIn("absent/cpu_temp.prom", writing.stderr.read())

    def test_output_that_cannot_be_written_fails(self):
        code, out, err = run("--output", self.scratch / "absent" / "cpu_temp.prom", self.here)
        self.assertEqual((code, out), (1, ""))
        self.assertIn("absent/cpu_temp.prom", err)

    def test_doctor_shows_all_sensors(self):
        code, out, err = run("--doctor", self.here)
        self.assertEqual(code, 0, err)
        for what in ("platform_coretemp_0", "Package id 0", "nvme_nvme0", "38.85 °C", "x86_pkg_temp"):
            self.assertIn(what, out)

    def test_doctor_says_first_what_is_wrong_and_fits_on_a_terminal(self):
        tree = sysfs.write(
            self.scratch / "failing",
            sysfs.merge(
                sysfs.chip(
                    0,
                    "platform/coretemp.0",
                    "coretemp",
                    {"temp1_label": "Package id 0", "temp1_input": 64000, "temp1_crit_alarm": 1},
                    bus="platform",
                ),
                sysfs.chip(1, "platform/nct6775.656", "nct6775", {"temp1_input": "N/A", "temp2_input": 30000}, bus="platform"),
            ),
        )
        code, out, err = run("--doctor", f"--path.sysfs={tree}")
        self.assertEqual(code, 0, err)
        lines = out.splitlines()
        self.assertEqual(
            lines[1:5],
            [
                "CPU temperature: 64 °C, from temp1 (Package id 0) of platform_coretemp_0",
                "Problems:",
                "  platform_coretemp_0 temp1: 64 °C, alarm crit",
                "  platform_nct6775_656 temp1: parse: not an integer",
            ],
        )
        rows = [line for line in lines if line.startswith("  ")]
        self.assertLessEqual(max(len(line) for line in rows), 100)

    def test_doctor_fails_if_no_cpu_temperature_can_be_read(self):
        disk = sysfs.write(self.scratch / "disk", sysfs.chip(0, "nvme0", "nvme", {"temp1_input": 38850}))
        empty = sysfs.write(self.scratch / "empty", {"class/.keep": ""})
        for root in (disk, empty):
            with self.subTest(root=root):
                code, out, err = run("--doctor", f"--path.sysfs={root}")
                self.assertEqual(code, 1, out + err)
                self.assertNotEqual(out, "")

    def test_doctor_fails_if_the_cpus_sensors_fail_even_if_a_zone_works(self):
        tree = sysfs.write(
            self.scratch / "broken",
            sysfs.merge(
                sysfs.chip(0, "platform/coretemp.0", "coretemp", {"temp1_label": "Package id 0", "temp1_input": "N/A"}, bus="platform"),
                sysfs.zone(0, "acpitz", 27800),
            ),
        )
        code, out, err = run("--doctor", f"--path.sysfs={tree}")
        self.assertEqual(code, 1, out + err)
        self.assertIn("the sensors of the CPU give none", out)
        self.assertNotIn("cpu_temperature_celsius", run("--once", f"--path.sysfs={tree}")[1])

    def test_health_asks_a_running_instance(self):
        with Exporter(self.here) as exporter:
            address = exporter.address
            self.assertEqual(run("--health", f"--web.listen-address={address}")[0], 0)
            self.assertEqual(run("--health", env={"CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS": address})[0], 0)
            self.assertEqual(run(f"--health=http://{address}")[0], 0)
        self.assertEqual(run("--health", f"--web.listen-address={address}")[0], 1)

    def test_demo_serves_simulated_sensors_and_no_others(self):
        code, out, err = run("--once", "--demo", self.here)
        self.assertEqual(code, 0, err)
        chips = Exposition(out).series("hwmon_temp_celsius", "chip")
        self.assertNotEqual(chips, {})
        self.assertEqual([chip for (chip,) in chips if not chip.startswith("demo")], [])
        self.assertIsNotNone(Exposition(out).value("cpu_temperature_celsius"))

    def test_nothing_is_simulated_without_demo(self):
        empty = sysfs.write(self.scratch / "empty", {"class/.keep": ""})
        code, out, _ = run("--once", f"--path.sysfs={empty}")
        self.assertEqual(code, 0)
        self.assertNotIn("demo", out)


class Hosts(WithTree):
    def check_host_without_sensors(self, root):
        with Exporter(f"--path.sysfs={root}", *QUICK) as exporter:
            exporter.wait_for_samples()
            self.assertEqual(exporter.get("/-/ready").status, 200)
            self.assertEqual(exporter.get("/-/healthy").status, 200)
            self.assertNotIn("cpu_temperature_celsius", exporter.scrape().families)
            why = [line for line in exporter.log_lines if re.search(r"level\W+(warn|error)", line)]
            self.assertEqual(len(why), 1, exporter.log)
            self.assertIn("sensor", why[0])

    def test_without_sensors_the_exporter_is_ready_and_says_why_once(self):
        self.check_host_without_sensors(
            sysfs.write(self.scratch / "bare", {"class/hwmon/.keep": "", "class/thermal/.keep": ""})
        )

    def test_with_an_empty_sysfs_the_exporter_is_ready_and_says_why_once(self):
        self.check_host_without_sensors(sysfs.write(self.scratch / "empty", {"class/.keep": ""}))

    def test_a_place_without_a_sysfs_ends_the_start_with_one_line(self):
        (self.scratch / "bare").mkdir()
        for root in (self.scratch / "absent", self.scratch / "bare"):
            for command in ((), ("--once",), ("--doctor",)):
                with self.subTest(root=root, command=command):
                    code, out, err = run(*command, f"--path.sysfs={root}")
                    self.assertEqual((code, out), (2, ""), err)
                    self.assertIn("--path.sysfs", one_line(err))

    def test_a_sysfs_that_can_not_be_read_is_reported_with_its_reason(self):
        root = sysfs.write(self.scratch / "odd", {"class/hwmon": "no directory\n", "class/thermal/.keep": ""})
        with Exporter(f"--path.sysfs={root}", *QUICK) as exporter:
            exporter.wait_for_samples()
            warnings = [line for line in exporter.log_lines if "level=warn" in line]
            self.assertEqual(len(warnings), 2, exporter.log)
            for line in warnings:
                self.assertIn("class/hwmon", line)
                self.assertIn("Not a directory", line)
        code, out, _ = run("--doctor", f"--path.sysfs={root}")
        self.assertEqual(code, 1)
        self.assertIn("class/hwmon: Not a directory", out)


class Endpoints(WithTree):
    def setUp(self):
        super().setUp()
        self.exporter = Exporter(self.here)
        self.exporter.__enter__()
        self.addCleanup(self.exporter.__exit__)

    def test_answers(self):
        for method, path, status, content_type in (
            ("GET", "/metrics", 200, "text/plain; version=0.0.4; charset=utf-8"),
            ("GET", "/metrics?collect=all", 200, "text/plain; version=0.0.4; charset=utf-8"),
            ("GET", "/", 200, "text/html; charset=utf-8"),
            ("GET", "/-/healthy", 200, "text/plain; charset=utf-8"),
            ("GET", "/-/ready", 200, "text/plain; charset=utf-8"),
            ("GET", "/nowhere", 404, "text/plain; charset=utf-8"),
            ("GET", "/metrics/", 404, "text/plain; charset=utf-8"),
            ("POST", "/metrics", 405, "text/plain; charset=utf-8"),
            ("DELETE", "/", 405, "text/plain; charset=utf-8"),
        ):
            with self.subTest(method=method, path=path):
                answer = self.exporter.get(path, method)
                self.assertEqual((answer.status, answer.headers.get("Content-Type")), (status, content_type))
                self.assertEqual(int(answer.headers["Content-Length"]), len(answer.body))
                self.assertNotEqual(answer.body, b"")
                if status == 405:
                    self.assertEqual(answer.headers["Allow"], "GET, HEAD")

    def test_head_has_the_fields_of_get_and_no_body(self):
        for path in ("/metrics", "/", "/-/healthy", "/-/ready", "/nowhere"):
            with self.subTest(path=path):
                get, head = self.exporter.get(path), self.exporter.get(path, "HEAD")
                self.assertEqual((head.status, head.body), (get.status, b""))
                self.assertEqual(head.headers["Content-Type"], get.headers["Content-Type"])
                self.assertGreater(int(head.headers["Content-Length"]), 0)

    def test_the_page_loads_nothing_from_outside(self):
        page = self.exporter.get("/").text
        self.assertIn("<html", page)
        self.assertEqual(re.findall(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page), [])


class Listening(WithTree):
    def test_a_taken_port_ends_the_start_with_one_line(self):
        with Exporter(self.here) as exporter:
            code, out, err = run(self.here, f"--web.listen-address={exporter.address}")
            self.assertEqual((code, out), (1, ""))
            self.assertIn(str(exporter.port), one_line(err))

    def test_a_unix_socket_serves_too_and_a_stale_one_is_replaced(self):
        path = self.scratch / "exporter.sock"
        for end in (signal.SIGKILL, signal.SIGTERM):
            with Exporter(self.here, listen=f"unix:{path}") as exporter:
                self.assertEqual(exporter.scrape().value("cpu_temperature_celsius"), 60)
                exporter.stop(end)

    def test_several_addresses(self):
        with Exporter(self.here, "--web.listen-address=127.0.0.2:0") as exporter:
            self.assertEqual(len(exporter.addresses), 2)
            for address in exporter.addresses:
                self.assertEqual(run("--health", f"--web.listen-address={address}")[0], 0)

    def test_several_threads_answer_alike(self):
        with Exporter(self.here, "--web.threads=3", "--sample.interval=0", "--sample.max-age=0") as exporter:
            for _ in range(12):  # connections are dealt out in turn
                self.assertEqual(exporter.scrape().value("cpu_temperature_celsius"), 60)
            self.assertEqual(exporter.stop(), 0)


@unittest.skipIf(os.geteuid() != 0, "only root can start a program as a user with few processes")
@unittest.skipIf(SLOWDOWN > 1, "a sanitizer starts threads of its own")
class FewProcesses(WithTree):
    def test_threads_that_cannot_be_started_end_the_start_with_one_line(self):
        few = ("setpriv", "--reuid=54321", "--clear-groups", "prlimit", "--nproc=8")
        with tempfile.TemporaryDirectory() as directory:
            os.chmod(directory, 0o755)
            program = shutil.copy(PROGRAM, directory)  # where that user may go
            flags = ("--demo", "--web.threads=30", "--web.listen-address=127.0.0.1:0", "--log.level=error")
            result = subprocess.run(
                [*few, program, *flags], env=environment(), capture_output=True, text=True, timeout=20
            )
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertIn("--web.threads", one_line(result.stderr))


class LargeHost(unittest.TestCase):
    def test_ten_thousand_sensors_are_all_served(self):
        with exporter_of_large_host() as exporter:
            self.assertEqual(len(exporter.scrape().series("hwmon_temp_celsius", "chip", "sensor")), 10000)


LOGFMT_LINE = re.compile(r'[a-z_]+=(?:"(?:[^"\\]|\\.)*"|[^" =]*)(?: [a-z_]+=(?:"(?:[^"\\]|\\.)*"|[^" =]*))*')


class Logs(WithTree):
    def log_of_a_run(self, *flags):
        with Exporter(self.here, *flags) as exporter:
            exporter.get("/nowhere")
            exporter.stop()
            self.assertNotEqual(exporter.log_lines, [])
            return exporter.log_lines

    def test_logfmt(self):
        for line in self.log_of_a_run():
            self.assertTrue(LOGFMT_LINE.fullmatch(line), line)
            self.assertRegex(line, r"\blevel=(info|warn|error)\b.*\bmsg=")

    def test_json(self):
        for line in self.log_of_a_run("--log.format=json", "--log.level=debug"):
            self.assertLessEqual({"level", "msg"}, set(json.loads(line)))

    def test_level(self):
        exporter = Exporter(self.here, "--log.level=error").start()
        self.addCleanup(exporter.__exit__)
        wait_until(lambda: listening_port(exporter.process.pid), 10, "it listens")
        exporter.stop()
        self.assertEqual(exporter.log, "")

    def test_bytes_of_a_client_are_not_logged(self):
        self.assertEqual([line for line in self.log_of_a_run() if "nowhere" in line], [])


if __name__ == "__main__":
    main()
