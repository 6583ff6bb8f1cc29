"""Hosts, healthy ones and such in trouble, that Prometheus scrapes with the rules loaded; and what it then answers."""

import contextlib
import json
import re
import tempfile
import time
from pathlib import Path

from dashboards import chosen, filled, variables
from harness import Exporter, refusing_port
from scrapers import Prometheus, Proxy
from troubled_hosts import HOSTS, KINDS, TroubledHosts

RULES = Path(__file__).parents[2] / "etc/prometheus/rules"

# Jobs: TWIN scrapes a host of HEALTHY and some of TROUBLED, too. What never answered is known by the name of its job
# alone, for which an alert asks, too. OTHER has another program.
HEALTHY, TROUBLED, TWIN, FEW, NEVER, OTHER = "healthy", "troubled", "twin", "few", "cpu_temperature_exporter", "other"

TWINS = ("alarm", "asleep", "fan-stalled", "hung", "lost")

# The first one matches something else if it is used as a regular expression.
DEMO, TEXT = "[2001:db8::1]:4001", "text.example"

# Grafana's values for a range of 10 s and a scrape each second.
RANGE_SECONDS = 10
TIMES = {"__range": f"{RANGE_SECONDS}s", "__range_s": str(RANGE_SECONDS), "__rate_interval": "5s", "__interval": "1s"}


def job(name, *groups):
    return {"job_name": name, "static_configs": groups}


def group(instance, port, **labels):
    return {"targets": [f"127.0.0.1:{port}"], "labels": {"instance": instance, **labels}}


def start_prometheus(scratch, jobs, *flags):
    """Makes a configuration with all rules, without their waiting times."""
    scratch.mkdir()
    times = {f"{what}": "1s" for what in ("scrape_interval", "scrape_timeout", "evaluation_interval")}
    names = ("recording.yml", "alerts.yml")
    for name in names:
        text = (RULES / name).read_text()
        (scratch / name).write_text(re.sub(r"\b(for|interval): \d+m$", r"\1: 1s", text, flags=re.M))
    return Prometheus(json.dumps({"global": times, "rule_files": names, "scrape_configs": jobs}), scratch, *flags)


class Scene:
    """Two servers. One has buckets with le="1.0", as OpenMetrics writes it, and le="1"; the other native histograms."""

    def __init__(self):
        with contextlib.ExitStack() as stack:
            scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            flags = ("--demo", "--sample.interval=250ms", f"--collector.hwmon.kinds={KINDS}")
            exporter = stack.enter_context(Exporter(*flags))
            text = stack.enter_context(contextlib.closing(Proxy(exporter.port, accept="text/plain;version=0.0.4")))
            troubled = stack.enter_context(contextlib.closing(TroubledHosts()))
            demo = group(DEMO, exporter.port)
            refusing = stack.enter_context(refusing_port())
            in_trouble = {
                name: group(name, troubled.port, __metrics_path__=f"/{name}", **host.labels)
                for name, host in HOSTS.items()
            }
            self.classic = start_prometheus(
                scratch / "classic",
                [
                    job(HEALTHY, demo, group(TEXT, text.port)),
                    job(TROUBLED, *in_trouble.values(), group("down", refusing)),
                    job(TWIN, demo, *(in_trouble[name] for name in TWINS), group("down", refusing)),
                    job(FEW, *(in_trouble[name] for name in ("healthy", "alarm", "asleep", "hot"))),
                    job(NEVER, group("never", refusing)),
                    job(OTHER, group("other", refusing)),
                ],
            )
            stack.callback(self.classic.close)
            self.native = start_prometheus(
                scratch / "native", [job(HEALTHY, demo)], "--enable-feature=native-histograms"
            )
            stack.callback(self.native.close)
            self.close = stack.pop_all().close
        self.now = None

    def scraped(self):
        """Whether each server has scraped all of its targets."""
        wanted = {self.classic: len(HOSTS) + 11 + len(TWINS), self.native: 1}
        return all(len(server.query("up", "job", "instance")) == count for server, count in wanted.items())

    def freeze(self):
        """From here on, all is asked for as it was a second ago: what was scraped until then has been stored."""
        self.now = time.time() - 1

    def runs(self):
        """How a dashboard is looked at: (name, server, jobs, instance)."""
        return (
            ("classic", self.classic, [HEALTHY], DEMO),
            ("text", self.classic, [HEALTHY], TEXT),
            ("native", self.native, [HEALTHY], DEMO),
            ("two jobs", self.classic, [HEALTHY, TWIN], DEMO),
        )

    def answer(self, dashboard, query, prometheus, jobs, instance, times=None, chip=None):
        """[(labels, newest value)], if these jobs, this instance and chip are chosen, or all of them (None)."""
        values = chosen(dashboard, jobs, instance, chip) | (times or TIMES)
        expression = filled(query.expression, values, variables(dashboard))
        if query.instant:
            result = prometheus.ask("query", query=expression, time=self.now)["result"]
            return [(series["metric"], float(series["value"][1])) for series in result]
        times = {"start": self.now - RANGE_SECONDS, "end": self.now, "step": 1}
        result = prometheus.ask("query_range", query=expression, **times)["result"]
        return [(series["metric"], float(series["values"][-1][1])) for series in result]
