"""etc/prometheus: the files are valid, all rules have cases and do as these say, and a Prometheus evaluates them."""

import json
import re
import shutil
import tempfile
import unittest
from pathlib import Path

from harness import Exporter, Exposition, main, skip_program, wait_until
from promtool import PROMTOOL, promtool, relabelled
from rule_files import ALERTS, CASES, DIRECTORY, EVERY, RECORDED, RULE_FILES, RULES, cases_of, load
from rule_mutants import label_spans, labels_of_selector, metric_spans
from scrapers import PROMETHEUS, Prometheus

ROOT = Path(__file__).parents[2]
README = ROOT / "etc/prometheus/README.md"
CONFIGURATIONS = sorted(DIRECTORY.glob("*.yml"))

# Labels that Prometheus adds to the samples of a target, by itself or by the labels of targets or of a second server.
TARGET_LABELS = {"job", "instance", "sensors"}
EXTRA_LABELS = {"model", "room", "replica"}


def label_sets(text):
    """{metric: the sets of names of labels that its samples have}."""
    sets = {}
    for family in Exposition(text).families.values():
        for name, labels, _ in family.samples:
            sets.setdefault(name, set()).add(frozenset(labels))
    return sets


def golden(name):
    return label_sets((Path(__file__).parent / name).read_text().replace("VOLATILE", "0"))


SERVED = golden("golden.prom")
# By Prometheus itself, and by node_exporter for the files that it passes on.
SERVED_BY_OTHERS = {"up": {frozenset()}, "node_textfile_mtime_seconds": {frozenset({"file"})}}

# These have data in trouble only, as in the cases for promtool.
EMPTY_WHEN_HEALTHY = {
    "instance_chip_sensor:temp_near_critical_celsius:min",
    "instance_package:cpu_throttles:unended1h",
    "instance_chip:hwmon_chip_up:hung",
    "instance_chip_sensor:hwmon_fan_rpm:stalled",
}

# A summary about heat says where and how hot: "h27: nvme (nvme_nvme0) Composite 82 °C, 3 °C below critical 85 °C".
HEAT = {"CpuHotForLong", "TemperatureNearCritical", "TemperatureAboveMax", "TemperatureAlarm", "CpuThrottled"}
HEAT |= {"CpuHotterThanPeers", "TemperatureSensorLost"}
IN_FULL = re.compile(r"\S+: \S+ \(\S+\) .*?\d °C.*")


class Files(unittest.TestCase):
    def test_configurations_are_valid(self):
        for path in CONFIGURATIONS:
            with self.subTest(path=path.name), tempfile.TemporaryDirectory() as scratch:
                copy = shutil.copytree(DIRECTORY, Path(scratch, "prometheus")) / path.name
                code, output = promtool("check", "config", copy)
                if "field kubernetes_sd_configs not found" in output:  # Debian builds Prometheus without it.
                    config = load(copy)
                    del config["scrape_configs"][0]["kubernetes_sd_configs"]
                    copy.write_text(json.dumps(config))
                    code, output = promtool("check", "config", copy)
                self.assertEqual(code, 0, output)
                self.assertIn("2 rule files found", output)

    def test_configurations_agree(self):
        for path in CONFIGURATIONS:
            with self.subTest(path=path.name):
                config = load(path)
                self.assertEqual(config["global"], {"scrape_interval": "15s", "evaluation_interval": "15s"})
                self.assertEqual(config["rule_files"], [f"rules/{file}" for file in RULE_FILES])
                self.assertEqual([job["job_name"] for job in config["scrape_configs"]], ["cpu_temperature_exporter"])

    def relabelling(self, path):
        return load(DIRECTORY / path)["scrape_configs"][0]["relabel_configs"]

    def test_instances_are_readable(self):
        for path in ("prometheus.yml", "file_sd.yml"):
            with self.subTest(path=path):
                addresses = ("localhost:4000", "node-1.example.org:4000", "[::1]:4000", "node-2:4001")
                labels = relabelled(self.relabelling(path), {address: {} for address in addresses})
                self.assertEqual(
                    [labels[address]["instance"] for address in sorted(labels)],
                    ["::1", "localhost", "node-1.example.org", "node-2:4001"],
                )

    def test_pods_are_shown_as_nodes(self):
        def pod(port, phase="Running"):
            return {
                "__meta_kubernetes_pod_container_port_name": port,
                "__meta_kubernetes_pod_phase": phase,
                "__meta_kubernetes_pod_node_name": "worker-1",
                "__meta_kubernetes_pod_name": "cpu-temp-exporter-x7k2p",
            }

        labels = relabelled(
            self.relabelling("kubernetes.yml"),
            {
                "10.0.0.1:4000": pod("metrics"),
                "10.0.0.1:9000": pod("other"),
                "10.0.0.2:4000": pod("metrics", "Failed"),
            },
        )
        own = {name: value for name, value in labels["10.0.0.1:4000"].items() if not name.startswith("__")}
        self.assertEqual(own, {"instance": "worker-1", "job": "x"})
        self.assertEqual((labels["10.0.0.1:9000"], labels["10.0.0.2:4000"]), (None, None))


class Rules(unittest.TestCase):
    def test_are_valid(self):
        code, output = promtool("check", "rules", "--lint-fatal", *(RULES / file for file in RULE_FILES))
        self.assertEqual(code, 0, output)

    def test_do_as_their_cases_expect(self):
        code, output = promtool("test", "rules", *sorted(RULES.glob("*_test.yml")))
        self.assertEqual(code, 0, output)

    def test_have_cases(self):
        for alert in ALERTS:
            with self.subTest(alert=alert):
                fires = {bool(test["exp_alerts"]) for case in cases_of(alert) for test in case["alert_rule_test"]}
                self.assertEqual(fires, {True, False})
        for record in RECORDED:
            with self.subTest(record=record):
                self.assertTrue(any(case["promql_expr_test"] for case in cases_of(record)))

    def test_say_what_to_look_at(self):
        for name, rule in ALERTS.items():
            with self.subTest(alert=name):
                self.assertEqual(set(rule["annotations"]), {"summary", "description"})
                self.assertIn(rule["labels"]["severity"], ("warning", "critical"))
                self.assertIn("{{ $labels.instance }}", rule["annotations"]["summary"])
                self.assertIn(" first", rule["annotations"]["description"])
                # A query that is shown asks for this host, as others have chips and packages of the same name.
                for selector in re.findall(r"\w+\{(\w+=.*?\")\}", rule["annotations"]["description"]):
                    self.assertIn('instance="{{ $labels.instance }}"', selector)

    def test_say_how_hot_it_is(self):
        for name in HEAT:
            with self.subTest(alert=name):
                tests = [test for case in cases_of(name) for test in case["alert_rule_test"]]
                summaries = [alert["exp_annotations"]["summary"] for test in tests for alert in test["exp_alerts"]]
                self.assertTrue(any(IN_FULL.fullmatch(summary) for summary in summaries), summaries)
                for summary in summaries:
                    # Each number has its unit, except in the names of a chip and its sensor, and of a package.
                    words = re.sub(r"^.*?: (\S+ \(\S+\) )?|\b(temp|Core |Package id |package |Sensor )\d+", "", summary)
                    self.assertNotRegex(re.sub(r"\d[\d.]*( °C|%| minutes)", "", words), r"\d")

    def test_are_in_the_readme(self):
        text = README.read_text()
        alerts = dict(re.findall(r"^\| `([A-Z]\w+)` \| (\w+) \|", text, flags=re.M))
        self.assertEqual(alerts, {name: rule["labels"]["severity"] for name, rule in ALERTS.items()})
        self.assertEqual(set(re.findall(r"`((?:instance|job)\w*:\w+:\w+)`", text)), set(RECORDED))

    def test_the_readme_names_those_that_node_exporters_names_silence(self):
        served = {*golden("golden_node_exporter.prom"), *SERVED_BY_OTHERS}
        served |= {name for name in SERVED if name.startswith(("process_", "cpu_temperature_"))}
        named = re.search(r"^`--metrics.schema=node_exporter` silences (.+?)\.$", README.read_text(), re.M | re.S)[1]
        self.assertEqual(re.findall(r"`(\w+)`", named), [name for name in ALERTS if not self.can_fire(name, served)])

    def can_fire(self, name, served):
        """Whether what a rule begins with is served. What it takes away from that, or adds, may be missing."""
        expression = EVERY[name]["expr"]
        start, end = metric_spans(expression)[0]
        metric = expression[start:end]
        return metric in served or (metric in RECORDED and self.can_fire(metric, served))

    def test_use_what_is_served(self):
        served = {**SERVED, **SERVED_BY_OTHERS}
        served_labels = {label for sets in served.values() for labels in sets for label in labels}
        for name, rule in EVERY.items():
            with self.subTest(rule=name):
                metrics = {rule["expr"][slice(*span)] for span in metric_spans(rule["expr"])}
                self.assertTrue(metrics)
                self.assertLessEqual(metrics, {*served, *RECORDED})
                labels = {rule["expr"][slice(*span)] for span in label_spans(rule["expr"])}
                self.assertLessEqual(labels, served_labels | TARGET_LABELS)
                # Native histograms have no buckets.
                self.assertNotIn("_bucket", rule["expr"])

    def test_are_tested_with_series_as_served(self):
        for case in CASES:
            for series in case["input_series"]:
                metric, _, labels = series["series"].partition("{")
                with self.subTest(case=case["name"], series=series["series"]):
                    names = frozenset(labels_of_selector(labels)) - TARGET_LABELS - EXTRA_LABELS
                    self.assertIn(names, {**SERVED, **SERVED_BY_OTHERS}.get(metric, set()))


@unittest.skipUnless(PROMETHEUS, "no prometheus")
class Running(unittest.TestCase):
    """Returns the configuration with another port and a shorter interval."""

    def prometheus(self, scratch, port, *flags):
        rules = shutil.copytree(RULES, Path(scratch, "rules"))
        for name in RULE_FILES:
            (rules / name).write_text((rules / name).read_text().replace("interval: 1m", "interval: 1s"))
        text = (DIRECTORY / "prometheus.yml").read_text()
        text = text.replace("localhost:4000", f"127.0.0.1:{port}").replace(" 15s", " 1s")
        prometheus = Prometheus(text, scratch, *flags)
        self.addCleanup(prometheus.close)
        return prometheus

    def test_each_recording_rule_gives_data(self):
        kinds = "--collector.hwmon.kinds=temp,fan,pwm"
        with tempfile.TemporaryDirectory() as scratch, Exporter("--demo", kinds) as exporter:
            servers = {
                name: self.prometheus(Path(scratch, name), exporter.port, *flags)
                for name, flags in {"classic": (), "native": ("--enable-feature=native-histograms",)}.items()
            }
            for name, prometheus in servers.items():
                for record in RECORDED.keys() - EMPTY_WHEN_HEALTHY:
                    wait_until(lambda: prometheus.query(record, "instance"), 60, f"{record} has data in {name}")
                prometheus.close()

    def test_a_host_without_sensors_is_reported(self):
        with tempfile.TemporaryDirectory() as scratch:
            Path(scratch, "sys/class").mkdir(parents=True)
            self.check_host_without_sensors(Path(scratch))

    def check_host_without_sensors(self, scratch):
        with Exporter(f"--path.sysfs={scratch / 'sys'}") as exporter:
            prometheus = self.prometheus(scratch, exporter.port)
            expected = {("CpuTemperatureMissing", f"127.0.0.1:{exporter.port}"): 1}
            prometheus.wait_for(expected, "ALERTS", "alertname", "instance")
            prometheus.close()


if __name__ == "__main__":
    if not PROMTOOL:
        skip_program("no promtool")
    main()
