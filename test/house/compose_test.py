"""The compose stack comes up by one command with what is in the checkout, and nothing in it may do more than it has to."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import yaml

ROOT = Path(os.environ["SOURCE_DIR"])
DIRECTORY = ROOT / "etc/compose"
STACK = (DIRECTORY / "compose.yaml").read_text()
SCRAPING = (DIRECTORY / "prometheus.yml").read_text()
README = (DIRECTORY / "README.md").read_text()
PROMTOOL = shutil.which("promtool", path=f"{os.environ['PATH']}:{os.environ.get('ORACLES', '')}")

SERVICES = {"exporter", "exporter-demo", "prometheus", "grafana"}
PORTS = {"exporter": "4000", "prometheus": "9090", "grafana": "3000"}
CONFINED = {
    "restart": "unless-stopped",
    "read_only": True,
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges:true"],
}
# It asks nobody outside, and lets everybody look and nobody change anything.
GRAFANA = {
    "GF_ANALYTICS_REPORTING_ENABLED": "false",
    "GF_ANALYTICS_CHECK_FOR_UPDATES": "false",
    "GF_ANALYTICS_CHECK_FOR_PLUGIN_UPDATES": "false",
    "GF_NEWS_NEWS_FEED_ENABLED": "false",
    "GF_PLUGINS_PREINSTALL_DISABLED": "true",
    "GF_AUTH_ANONYMOUS_ENABLED": "true",
    "GF_AUTH_ANONYMOUS_ORG_ROLE": "Viewer",
    "GF_AUTH_DISABLE_LOGIN_FORM": "true",
    "GF_AUTH_BASIC_ENABLED": "false",
}
JOB = "cpu_temperature_exporter"


def mounts(service):
    """[(source, target, options)]; a source that is a path is one of this host."""
    found = []
    for volume in service.get("volumes", []):
        source, target, *options = volume.split(":")
        options = options[0].split(",") if options else []
        found.append((DIRECTORY / source if "/" in source else source, target, options))
    return found


def on_host(service, path):
    """The file of this host that the service sees at a path; None where nothing of the host is mounted."""
    for source, target, _ in mounts(service):
        if isinstance(source, Path) and Path(path).is_relative_to(target):
            return source / Path(path).relative_to(target)
    return None


def complaints_of_service(name, service):
    for key, value in CONFINED.items():
        if service.get(key) != value:
            yield f"{name}: {key}"
    if service.get("privileged") or service.get("cap_add") or service.get("user") or service.get("network_mode"):
        yield f"{name}: more rights than its image asks for"
    if "networks" in service:
        yield f"{name}: another network than the others"
    if "build" not in service and not re.fullmatch(r"[a-z]+/[a-z]+:v?\d+\.\d+\.\d+", service["image"]):
        yield f"{name}: the version of {service['image']} is not pinned"
    ports = [f"127.0.0.1:{PORTS[name]}:{PORTS[name]}"] if name in PORTS else []
    if service.get("ports", []) != ports:
        yield f"{name}: other ports than {ports}"
    # The image that is built has a check of its own.
    health = service.get("healthcheck")
    if health is None and "build" not in service:
        yield f"{name}: no check of its health"
    if health is not None and (health["test"][0] != "CMD" or f":{PORTS[name]}/" not in health["test"][-1]):
        yield f"{name}: a check of something else's health, or one that needs a shell"
    for source, target, options in mounts(service):
        if isinstance(source, Path) and ("ro" not in options or not source.exists()):
            yield f"{name}: {source} is writable or missing"
    if name.startswith("exporter"):
        if (DIRECTORY / service["build"]["context"]).resolve() != ROOT.resolve():
            yield f"{name}: built from something else"
        if service["pull_policy"] != "build":
            yield f"{name}: a registry is asked for it"


def complaints_of_whole(stack):
    services = stack["services"]
    if set(services) != SERVICES:
        yield f"services {set(services)}"
        return
    if stack.get("name") != "cpu_temp_exporter":
        yield "it is called as any other project in a directory named compose"
    built = [each["image"] for each in services.values() if "build" in each]
    if len(set(built)) < len(built):
        yield f"one name is built twice: {built}"
    named = {source for each in services.values() for source, _, _ in mounts(each) if isinstance(source, str)}
    if named != {"prometheus", "grafana"} or set(stack["volumes"]) != named:
        yield f"volumes {named}"
    profiles = {name: each["profiles"] for name, each in services.items() if "profiles" in each}
    if profiles != {"exporter-demo": ["demo"]}:
        yield f"profiles {profiles}"
    if services["exporter-demo"].get("command") != ["--demo"] or "command" in services["exporter"]:
        yield "what simulates is not told apart"
    if mounts(services["exporter"]) != [(Path("/sys"), "/host/sys", ["ro"])] or mounts(services["exporter-demo"]):
        yield "the one that reads sensors does not see them, or the other one does"
    waits = {name: each["depends_on"] for name, each in services.items() if "depends_on" in each}
    if waits != {
        "prometheus": {"exporter": {"condition": "service_started"}},
        "grafana": {"prometheus": {"condition": "service_healthy"}},
    }:
        yield f"order {waits}"


def complaints_of_prometheus(service, scraping):
    if f"--storage.tsdb.path={service['volumes'][-1].split(':')[1]}" not in service["command"]:
        yield "Prometheus keeps its data where they are lost"
    config = on_host(service, service["command"][0].partition("=")[2])
    if config != DIRECTORY / "prometheus.yml":
        yield f"Prometheus reads {config}"
    for file in scraping["rule_files"]:
        rules = on_host(service, f"/etc/prometheus/{file}")
        if not rules or rules.resolve() != ROOT / "etc/prometheus" / file or not rules.exists():
            yield f"the rules {rules}"
    job = scraping["scrape_configs"][0]
    if job["job_name"] != JOB or scraping["global"] != {"scrape_interval": "15s", "evaluation_interval": "15s"}:
        yield "another job or interval than the rules are for"
    targets = [target for group in job["static_configs"] for target in group["targets"]]
    if targets != [f"exporter:{PORTS['exporter']}"]:
        yield f"targets {targets}"
    # A name that is always a target would be down without the profile; one that is looked up, gone when it is down.
    found = [(name, f"{each['type']}:{each['port']}") for each in job["dns_sd_configs"] for name in each["names"]]
    if found != [("exporter-demo.", f"A:{PORTS['exporter']}")]:
        yield f"looked up {found}"


def provisioned(service, directory, key):
    files = on_host(service, f"/etc/grafana/provisioning/{directory}").glob("*.y*ml")
    return [entry for file in files for entry in yaml.safe_load(file.read_text()).get(key, [])]


def complaints_of_grafana(service):
    settings = service["environment"]
    for name, value in GRAFANA.items():
        if settings.get(name) != value:
            yield f"Grafana: {name}"
    home = on_host(service, settings["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"])
    if not home or not home.is_file():
        yield f"no home dashboard {home}"
    urls = [source["url"] for source in provisioned(service, "datasources", "datasources")]
    if urls != [f"http://prometheus:{PORTS['prometheus']}"]:
        yield f"data sources {urls}"
    paths = [provider["options"]["path"] for provider in provisioned(service, "dashboards", "providers")]
    if [on_host(service, path) for path in paths] != [DIRECTORY / "../grafana/dashboards"]:
        yield f"dashboards in {paths}"


def complaints(stack_text, scraping_text):
    stack, scraping = yaml.safe_load(stack_text), yaml.safe_load(scraping_text)
    found = list(complaints_of_whole(stack))
    for name, service in stack["services"].items():
        found += complaints_of_service(name, service)
    found += complaints_of_prometheus(stack["services"]["prometheus"], scraping)
    found += complaints_of_grafana(stack["services"]["grafana"])
    return found


class Stack(unittest.TestCase):
    maxDiff = None

    def test_is_as_it_should_be(self):
        self.assertEqual(complaints(STACK, SCRAPING), [])

    def test_it_would_not_be_with_any_of_these(self):
        usual = complaints(STACK, SCRAPING)
        for right, wrong in {
            "name: cpu_temp_exporter\n": "",
            "restart: unless-stopped": "restart: 'no'",
            "read_only: true": "read_only: false",
            "cap_drop: [ALL]": "cap_drop: [NET_RAW]",
            "security_opt: ['no-new-privileges:true']": "privileged: true",
            "pull_policy: build": "pull_policy: always",
            "context: ../..": "context: ..",
            "prom/prometheus:v3.5.1": "prom/prometheus:latest",
            "grafana/grafana:11.6.14": "grafana/grafana",
            "'127.0.0.1:4000:4000'": "'4000:4000'",
            "'127.0.0.1:9090:9090'": "'0.0.0.0:9090:9090'",
            "'127.0.0.1:3000:3000'": "'127.0.0.1:3000:4000'",
            "'http://127.0.0.1:9090/-/ready'": "'http://127.0.0.1:3000/-/ready'",
            "[CMD, wget, -q, -O, /dev/null, 'http://127.0.0.1:3000": "[CMD-SHELL, 'wget http://127.0.0.1:3000",
            "    healthcheck:\n": "    x-healthcheck:\n",
            "'/sys:/host/sys:ro'": "'/sys:/host/sys'",
            "/etc/prometheus/prometheus.yml:ro,z": "/etc/prometheus/other.yml:ro,z",
            "../prometheus/rules:/etc/prometheus/rules:ro,z": "../prometheus/rules:/etc/prometheus/rules:z",
            "../prometheus/rules:/": "../prometheus/targets:/",
            "- prometheus:/prometheus": "- prometheus:/elsewhere",
            "- grafana:/var/lib/grafana": "- ./data:/var/lib/grafana",
            "profiles: [demo]": "profiles: [test]",
            "command: [--demo]": "command: [--doctor]",
            "exporter: {condition: service_started}": "exporter-demo: {condition: service_started}",
            "service_healthy": "service_started",
            "cpu-temp-host.json": "none.json",
            "GF_AUTH_ANONYMOUS_ORG_ROLE: Viewer": "GF_AUTH_ANONYMOUS_ORG_ROLE: Admin",
            "GF_AUTH_BASIC_ENABLED: 'false'": "GF_AUTH_BASIC_ENABLED: 'true'",
            "GF_ANALYTICS_REPORTING_ENABLED: 'false'": "GF_ANALYTICS_REPORTING_ENABLED: false",
            "../grafana/provisioning/datasources:/": "../grafana/provisioning/dashboards:/",
            "../grafana/provisioning/dashboards:/": "../grafana/provisioning/datasources:/",
            "image: cpu_temp_exporter:demo": "image: cpu_temp_exporter",
        }.items():
            with self.subTest(wrong=wrong):
                self.assertIn(right, STACK)
                self.assertNotEqual(complaints(STACK.replace(right, wrong, 1), SCRAPING), usual)

    def test_it_would_not_be_with_prometheus_told_any_of_these(self):
        usual = complaints(STACK, SCRAPING)
        for right, wrong in {
            "exporter:4000": "localhost:4000",
            "'exporter-demo.'": "'exporter.'",
            "    dns_sd_configs:\n": "    dns_sd_configs: []\n    x:\n",
            "port: 4000": "port: 9090",
            f"job_name: {JOB}": "job_name: exporter",
            "scrape_interval: 15s": "scrape_interval: 60s",
            "rules/alerts.yml": "rules/none.yml",
        }.items():
            with self.subTest(wrong=wrong):
                self.assertIn(right, SCRAPING)
                self.assertNotEqual(complaints(STACK, SCRAPING.replace(right, wrong, 1)), usual)


@unittest.skipUnless(PROMTOOL, "no promtool")
class Prometheus(unittest.TestCase):
    def promtool(self, *arguments):
        command = [PROMTOOL, "check", *map(str, arguments)]
        result = subprocess.run(command, capture_output=True, text=True, timeout=30)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        return result.stdout + result.stderr

    def test_finds_its_rules_where_they_are_mounted(self):
        service = yaml.safe_load(STACK)["services"]["prometheus"]
        with tempfile.TemporaryDirectory() as scratch:
            for source, target, _ in mounts(service):
                if isinstance(source, Path):
                    place = Path(scratch, target.lstrip("/"))
                    place.parent.mkdir(parents=True, exist_ok=True)
                    (shutil.copytree if source.is_dir() else shutil.copy)(source, place)
            output = self.promtool("config", f"{scratch}{service['command'][0].partition('=')[2]}")
        self.assertIn("2 rule files found", output)

    def test_shows_readable_instances(self):
        job = yaml.safe_load(SCRAPING)["scrape_configs"][0]
        group = job["static_configs"][0]
        found = [
            {"targets": group["targets"], "labels": group["labels"]},
            {"targets": ["172.18.0.3:4000"], "labels": {"__meta_dns_name": job["dns_sd_configs"][0]["names"][0]}},
        ]
        with tempfile.TemporaryDirectory() as scratch:
            Path(scratch, "found.yml").write_text(json.dumps(found))
            same = {name: job[name] for name in ("job_name", "relabel_configs")}
            same["file_sd_configs"] = [{"files": ["found.yml"]}]
            Path(scratch, "config.yml").write_text(json.dumps({"scrape_configs": [same]}))
            output = self.promtool("service-discovery", "--timeout=2s", Path(scratch, "config.yml"), JOB)
        targets, _ = json.JSONDecoder().raw_decode(output, output.index("["))
        self.assertEqual(
            {target["discoveredLabels"]["__address__"]: target["labels"]["instance"] for target in targets},
            {"exporter:4000": "localhost", "172.18.0.3:4000": "demo"},
        )


class Readme(unittest.TestCase):
    def test_names_the_file_and_the_profile_and_where_to_look(self):
        profiles = {*re.findall(r"^ +profiles: \[(\w+)\]$", STACK, re.M)}
        commands = re.findall(r"^docker compose (.*)$", README, re.M)
        self.assertTrue(commands)
        for command in commands:
            with self.subTest(command=command):
                self.assertEqual(re.search(r"-f (\S+)", command)[1], "etc/compose/compose.yaml")
        self.assertEqual({*re.findall(r"--profile (\S+)", README)}, profiles)
        self.assertEqual(set(re.findall(r"http://localhost:(\d+)", README)), {PORTS["grafana"], PORTS["prometheus"]})


if __name__ == "__main__":
    unittest.main()
