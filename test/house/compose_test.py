"""The compose stack starts by one command from the checkout, and may do no more than it has to."""

import re
import shutil
import tempfile
import unittest
from pathlib import Path

import compose_rules as rules
from breaches import GONE, RulesOfData
from compose_rules import CONFINED, DATA, DIRECTORY, GRAFANA, MORE_RIGHTS, PORTS, flags, mounts
from promtool import PROMTOOL, promtool, relabelled

README = (DIRECTORY / "README.md").read_text()


def of(service, *path):
    return ("stack", "services", service, *path)


def scraping(*path):
    return ("scraping", "scrape_configs", 0, *path)


def with_mount(service, target, change):
    """The change that mounts something else there; `change` is made to the text."""
    written = DATA["stack"]["services"][service]["volumes"]
    assert any(volume.split(":")[1] == target for volume in written), target
    return (of(service, "volumes"), [change(each) if each.split(":")[1] == target else each for each in written])


def writable(volume):
    return ":".join(volume.split(":")[:2])


def from_elsewhere(source):
    return lambda volume: ":".join([source, *volume.split(":")[1:]])


def to_elsewhere(volume):
    source, _, *options = volume.split(":")
    return ":".join([source, "/elsewhere", *options])


PROVISIONING = "/etc/grafana/provisioning"
EVERY = sorted(DATA["stack"]["services"])
FOREIGN = [name for name in EVERY if "build" not in DATA["stack"]["services"][name]]

# As other text, and as a YAML value of another type.
OTHERWISE = {"true": ("false", True), "false": ("true", False), "Viewer": ("Admin",)}

BREACHES = [
    (rules.the_project_has_a_name_of_its_own, (("stack", "name"), GONE)),
    (rules.the_services_are_these, (of("exporter-demo"), GONE)),
    *((rules.each_service_is_confined, (of(name, key), GONE)) for name in EVERY for key in CONFINED),
    *(
        (rules.each_service_is_confined, (of(name, key), value))
        for name in EVERY
        for key, value in {"restart": "no", "read_only": False, "cap_drop": ["NET_RAW"], "security_opt": []}.items()
    ),
    *(
        (rules.no_service_has_more_rights_than_its_image_needs, (of(name, key), ["SYS_ADMIN"]))
        for name in EVERY
        for key in MORE_RIGHTS
    ),
    *(
        (rules.each_foreign_image_has_a_version, (of(name, "image"), f"some/image{tag}"))
        for name in FOREIGN
        for tag in ("", ":latest", ":v3", ":1.2")
    ),
    *(
        (rules.each_port_is_reached_from_this_host_only, (of(name, "ports"), [ports.format(port)]))
        for name, port in PORTS.items()
        for ports in ("{0}:{0}", "0.0.0.0:{0}:{0}", "127.0.0.1:{0}:80")
    ),
    (rules.each_port_is_reached_from_this_host_only, (of("exporter-demo", "ports"), ["127.0.0.1:4001:4000"])),
    *((rules.each_service_checks_its_own_health_without_a_shell, (of(name, "healthcheck"), GONE)) for name in FOREIGN),
    *(
        (rules.each_service_checks_its_own_health_without_a_shell, (of(name, "healthcheck", "test"), check))
        for name in FOREIGN
        for check in (["CMD", "wget", "http://127.0.0.1:80/"], ["CMD-SHELL", f"wget http://127.0.0.1:{PORTS[name]}/"])
    ),
    *(
        (rules.what_is_mounted_of_the_host_is_there_and_read_only, with_mount(name, target, change))
        for name in EVERY
        for source, target, _ in mounts(DATA["stack"]["services"][name])
        if isinstance(source, Path)
        for change in (writable, from_elsewhere("./absent"))
    ),
    (
        rules.what_is_mounted_of_the_host_is_there_and_read_only,
        with_mount("grafana", "/var/lib/grafana", from_elsewhere("./data")),
    ),
    *(
        (rules.the_exporters_are_built_from_the_checkout, (of(name, *path), value))
        for name in ("exporter", "exporter-demo")
        for path, value in ((("build", "context"), ".."), (("pull_policy",), "always"))
    ),
    (rules.no_image_is_built_twice, (of("exporter-demo", "image"), DATA["stack"]["services"]["exporter"]["image"])),
    (rules.the_volumes_are_those_of_prometheus_and_grafana, (("stack", "volumes", "grafana"), GONE)),
    (
        rules.the_volumes_are_those_of_prometheus_and_grafana,
        with_mount("grafana", "/var/lib/grafana", from_elsewhere("./data")),
    ),
    (rules.the_simulated_host_runs_on_request_only, (of("exporter-demo", "profiles"), ["test"])),
    (rules.the_simulated_host_runs_on_request_only, (of("exporter-demo", "profiles"), GONE)),
    (rules.the_simulated_host_runs_on_request_only, (of("exporter-demo", "command"), ["--doctor"])),
    (rules.the_simulated_host_runs_on_request_only, (of("exporter", "command"), ["--demo"])),
    (rules.the_exporter_alone_sees_the_sensors, (of("exporter", "volumes"), GONE)),
    (rules.the_exporter_alone_sees_the_sensors, (of("exporter-demo", "volumes"), ["/sys:/host/sys:ro"])),
    (
        rules.each_waits_for_what_it_reads,
        (of("prometheus", "depends_on"), {"exporter-demo": {"condition": "service_started"}}),
    ),
    (rules.each_waits_for_what_it_reads, (of("grafana", "depends_on", "prometheus", "condition"), "service_started")),
    (rules.prometheus_keeps_its_data_in_its_volume, with_mount("prometheus", "/prometheus", to_elsewhere)),
    (
        rules.prometheus_reads_the_files_of_the_checkout,
        with_mount("prometheus", "/etc/prometheus/prometheus.yml", to_elsewhere),
    ),
    (
        rules.prometheus_reads_the_files_of_the_checkout,
        with_mount("prometheus", "/etc/prometheus/rules", from_elsewhere("../prometheus/targets")),
    ),
    (rules.prometheus_reads_the_files_of_the_checkout, (("scraping", "rule_files"), ["rules/none.yml"])),
    (rules.the_job_and_its_intervals_are_those_of_the_rules, (scraping("job_name"), "exporter")),
    (rules.the_job_and_its_intervals_are_those_of_the_rules, (("scraping", "global", "scrape_interval"), "60s")),
    (rules.the_exporter_is_always_a_target, (scraping("static_configs", 0, "targets"), ["localhost:4000"])),
    (rules.the_simulated_host_is_a_target_only_if_it_runs, (scraping("dns_sd_configs", 0, "names"), ["exporter."])),
    (rules.the_simulated_host_is_a_target_only_if_it_runs, (scraping("dns_sd_configs", 0, "names"), ["exporter-demo"])),
    (rules.the_simulated_host_is_a_target_only_if_it_runs, (scraping("dns_sd_configs"), GONE)),
    (rules.the_simulated_host_is_a_target_only_if_it_runs, (scraping("dns_sd_configs", 0, "port"), 9090)),
    *(
        (rules.grafana_shows_everything_without_a_login, (of("grafana", "environment", name), value))
        for name, right in GRAFANA.items()
        for value in OTHERWISE[right]
    ),
    (
        rules.grafana_finds_its_home_its_dashboards_and_prometheus,
        (of("grafana", "environment", "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"), "/var/lib/grafana/dashboards/none.json"),
    ),
    *(
        (rules.grafana_finds_its_home_its_dashboards_and_prometheus, with_mount("grafana", target, from_elsewhere(source)))
        for target, source in {
            f"{PROVISIONING}/datasources": "../grafana/provisioning/dashboards",
            f"{PROVISIONING}/dashboards": "../grafana/provisioning/datasources",
            "/var/lib/grafana/dashboards": "../prometheus",
        }.items()
    ),
]


class Stack(RulesOfData, unittest.TestCase):
    data = DATA
    rules = rules.RULES
    breaches = BREACHES


@unittest.skipUnless(PROMTOOL, "no promtool")
class Prometheus(unittest.TestCase):
    def test_finds_its_rules_where_they_are_mounted(self):
        service = DATA["stack"]["services"]["prometheus"]
        with tempfile.TemporaryDirectory() as scratch:
            for source, target, _ in mounts(service):
                if isinstance(source, Path):
                    place = Path(scratch, target.lstrip("/"))
                    place.parent.mkdir(parents=True, exist_ok=True)
                    (shutil.copytree if source.is_dir() else shutil.copy)(source, place)
            code, output = promtool("check", "config", f"{scratch}{flags(service)['config.file']}")
        self.assertEqual(code, 0, output)
        self.assertIn("2 rule files found", output)

    def test_shows_readable_instances(self):
        job = DATA["scraping"]["scrape_configs"][0]
        group = job["static_configs"][0]
        (always,) = group["targets"]
        looked_up = {"__meta_dns_name": job["dns_sd_configs"][0]["names"][0]}
        labels = relabelled(job["relabel_configs"], {always: group["labels"], "172.18.0.3:4000": looked_up})
        self.assertEqual(
            {address: each["instance"] for address, each in labels.items()}, {always: "localhost", "172.18.0.3:4000": "demo"}
        )


class Readme(unittest.TestCase):
    def test_names_the_file_and_the_profile_and_where_to_look(self):
        profiles = {profile for _, service in rules.services(DATA) for profile in service.get("profiles", [])}
        commands = re.findall(r"^docker compose (.*)$", README, re.M)
        self.assertTrue(commands)
        for command in commands:
            with self.subTest(command=command):
                self.assertEqual(re.search(r"-f (\S+)", command)[1], "etc/compose/compose.yaml")
        self.assertEqual({*re.findall(r"--profile (\S+)", README)}, profiles)
        self.assertEqual(set(re.findall(r"http://localhost:(\d+)", README)), {PORTS["grafana"], PORTS["prometheus"]})


if __name__ == "__main__":
    unittest.main()
