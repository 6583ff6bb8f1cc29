"""Rules for etc/compose: functions of its parsed files that yield complaints."""

import os
import re
from pathlib import Path

import yaml

ROOT = Path(os.environ["SOURCE_DIR"])
DIRECTORY = ROOT / "etc/compose"
DATA = {
    "stack": yaml.safe_load((DIRECTORY / "compose.yaml").read_text()),
    "scraping": yaml.safe_load((DIRECTORY / "prometheus.yml").read_text()),
}

SERVICES = {"exporter", "exporter-demo", "prometheus", "grafana"}
PORTS = {"exporter": "4000", "prometheus": "9090", "grafana": "3000"}
JOB = "cpu_temperature_exporter"
CONFINED = {
    "restart": "unless-stopped",
    "read_only": True,
    "cap_drop": ["ALL"],
    "security_opt": ["no-new-privileges:true"],
}
MORE_RIGHTS = ("privileged", "cap_add", "user", "network_mode", "networks", "pid", "ipc", "devices")
# No requests to the outside; anyone may look, and no one may change anything.
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
PINNED = re.compile(r"[a-z]+/[a-z]+:v?\d+\.\d+\.\d+")


def services(data):
    return data["stack"]["services"].items()


def mounts(service):
    """[(source, target, options)]; a source that is a path is one of this host."""
    found = []
    for volume in service.get("volumes", []):
        source, target, *options = volume.split(":")
        options = options[0].split(",") if options else []
        found.append((DIRECTORY / source if "/" in source else source, target, options))
    return found


def on_host(service, path):
    """The file of this host that the service sees at a path; None if nothing of the host is mounted there."""
    for source, target, _ in mounts(service):
        if isinstance(source, Path) and Path(path).is_relative_to(target):
            return source / Path(path).relative_to(target)
    return None


def flags(service):
    """{name: value} of a command of flags with values."""
    return dict(flag.removeprefix("--").split("=", 1) for flag in service["command"])


RULES = []


def rule(function):
    RULES.append(function)
    return function


@rule
def the_project_has_a_name_of_its_own(data):
    """The default is the name of the directory, which other projects have, too."""
    if data["stack"].get("name") != "cpu_temp_exporter":
        yield data["stack"].get("name")


@rule
def the_services_are_these(data):
    if set(data["stack"]["services"]) != SERVICES:
        yield set(data["stack"]["services"])


@rule
def each_service_is_confined(data):
    for name, service in services(data):
        yield from (f"{name}: {key}" for key, value in CONFINED.items() if service.get(key) != value)


@rule
def no_service_has_more_rights_than_its_image_needs(data):
    for name, service in services(data):
        yield from (f"{name}: {key}" for key in MORE_RIGHTS if key in service)


@rule
def each_foreign_image_has_a_version(data):
    for name, service in services(data):
        if "build" not in service and not PINNED.fullmatch(service["image"]):
            yield f"{name}: {service['image']}"


@rule
def each_port_is_reached_from_this_host_only(data):
    for name, service in services(data):
        expected = [f"127.0.0.1:{PORTS[name]}:{PORTS[name]}"] if name in PORTS else []
        if service.get("ports", []) != expected:
            yield f"{name}: {service.get('ports')}"


@rule
def each_service_checks_its_own_health_without_a_shell(data):
    """The image that is built brings its check along."""
    for name, service in services(data):
        check = service.get("healthcheck", {}).get("test")
        if check is None and "build" not in service:
            yield f"{name}: no check"
        if check is not None and (check[0] != "CMD" or f"://127.0.0.1:{PORTS[name]}/" not in check[-1]):
            yield f"{name}: {check}"


@rule
def what_is_mounted_of_the_host_is_there_and_read_only(data):
    for name, service in services(data):
        for source, _, options in mounts(service):
            if isinstance(source, Path) and ("ro" not in options or not source.exists()):
                yield f"{name}: {source} {options}"


@rule
def the_exporters_are_built_from_the_checkout(data):
    for name, service in services(data):
        if name.startswith("exporter"):
            if (DIRECTORY / service["build"]["context"]).resolve() != ROOT.resolve():
                yield f"{name}: built from {service['build']['context']}"
            if service["pull_policy"] != "build":
                yield f"{name}: a registry is asked"


@rule
def no_image_is_built_twice(data):
    built = [service["image"] for _, service in services(data) if "build" in service]
    yield from {image for image in built if built.count(image) > 1}


@rule
def the_volumes_are_those_of_prometheus_and_grafana(data):
    named = {source for _, service in services(data) for source, _, _ in mounts(service) if isinstance(source, str)}
    if named != {"prometheus", "grafana"} or set(data["stack"]["volumes"]) != named:
        yield named


@rule
def the_simulated_host_runs_on_request_only(data):
    profiles = {name: service["profiles"] for name, service in services(data) if "profiles" in service}
    if profiles != {"exporter-demo": ["demo"]}:
        yield profiles
    commands = {name: service.get("command") for name, service in services(data) if name.startswith("exporter")}
    if commands != {"exporter": None, "exporter-demo": ["--demo"]}:
        yield commands


@rule
def the_exporter_alone_sees_the_sensors(data):
    seen = {name: mounts(service) for name, service in services(data) if name.startswith("exporter")}
    if seen != {"exporter": [(Path("/sys"), "/host/sys", ["ro"])], "exporter-demo": []}:
        yield seen


@rule
def each_waits_for_what_it_reads(data):
    waits = {name: service["depends_on"] for name, service in services(data) if "depends_on" in service}
    if waits != {
        "prometheus": {"exporter": {"condition": "service_started"}},
        "grafana": {"prometheus": {"condition": "service_healthy"}},
    }:
        yield waits


@rule
def prometheus_keeps_its_data_in_its_volume(data):
    service = data["stack"]["services"]["prometheus"]
    kept = [target for source, target, _ in mounts(service) if source == "prometheus"]
    if kept != [flags(service).get("storage.tsdb.path")]:
        yield kept


@rule
def prometheus_reads_the_files_of_the_checkout(data):
    service = data["stack"]["services"]["prometheus"]
    config = flags(service)["config.file"]
    if on_host(service, config) != DIRECTORY / "prometheus.yml":
        yield config
    for file in data["scraping"]["rule_files"]:
        rules = on_host(service, Path(config).parent / file)
        if not rules or rules.resolve() != ROOT / "etc/prometheus" / file or not rules.exists():
            yield file


@rule
def the_job_and_its_intervals_are_those_of_the_rules(data):
    scraping = data["scraping"]
    if [job["job_name"] for job in scraping["scrape_configs"]] != [JOB]:
        yield "job"
    if scraping["global"] != {"scrape_interval": "15s", "evaluation_interval": "15s"}:
        yield scraping["global"]


@rule
def the_exporter_is_always_a_target(data):
    """Then it is reported down when it is gone."""
    groups = data["scraping"]["scrape_configs"][0]["static_configs"]
    targets = [target for group in groups for target in group["targets"]]
    if targets != [f"exporter:{PORTS['exporter']}"]:
        yield targets


@rule
def the_simulated_host_is_a_target_only_if_it_runs(data):
    """Then nothing is down without the profile. The dot at the end excludes the host's search domains."""
    lookups = data["scraping"]["scrape_configs"][0].get("dns_sd_configs", [])
    found = [(name, each["type"], str(each["port"])) for each in lookups for name in each["names"]]
    if found != [("exporter-demo.", "A", PORTS["exporter"])]:
        yield found


@rule
def grafana_shows_everything_without_a_login(data):
    """The values are strings: as booleans of YAML they would be written otherwise."""
    settings = data["stack"]["services"]["grafana"]["environment"]
    yield from (name for name, value in GRAFANA.items() if settings.get(name) != value)


def provisioned(service, directory, key):
    files = on_host(service, f"/etc/grafana/provisioning/{directory}").glob("*.y*ml")
    return [entry for file in files for entry in yaml.safe_load(file.read_text()).get(key, [])]


@rule
def grafana_finds_its_home_its_dashboards_and_prometheus(data):
    service = data["stack"]["services"]["grafana"]
    home = on_host(service, service["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"])
    if not home or not home.is_file():
        yield f"home {home}"
    urls = [source["url"] for source in provisioned(service, "datasources", "datasources")]
    if urls != [f"http://prometheus:{PORTS['prometheus']}"]:
        yield f"data sources {urls}"
    paths = [provider["options"]["path"] for provider in provisioned(service, "dashboards", "providers")]
    if [on_host(service, path) for path in paths] != [DIRECTORY / "../grafana/dashboards"]:
        yield f"dashboards {paths}"
