"""The servers that scrape.py measures: started on one processor, so that their clients have the other."""

import contextlib
import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "test" / "support"))

import sysfs
from harness import Exporter, environment

SENSORS = 66
SERVERS_CPU, CLIENTS_CPU = sorted(os.sched_getaffinity(0))[:2]

# The fields that Prometheus sends beside `Accept`.
USUAL = {"User-Agent": "Prometheus/2.42.0", "X-Prometheus-Scrape-Timeout-Seconds": "10"}
ACCEPTED = {
    "text": "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
    "OpenMetrics": "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
    "protobuf": "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,"
    "text/plain;version=0.0.4;q=0.3",
}
CODINGS = ("identity", "gzip")


def asking_for(form, coding="identity"):
    return {**USUAL, "Accept": ACCEPTED[form], "Accept-Encoding": coding}


@contextlib.contextmanager
def on_servers_cpu():
    """Programs started in this block run there; all others, with the clients, run elsewhere."""
    os.sched_setaffinity(0, {SERVERS_CPU})
    try:
        yield
    finally:
        os.sched_setaffinity(0, {CLIENTS_CPU})


def cpu_seconds(process):
    """User and system time of all threads, also of those that have ended (clock_getcpuclockid(3))."""
    return time.clock_gettime((~process << 3) | 2)


def two_packages():
    return sysfs.merge(*(sysfs.coretemp(package, package, range(SENSORS // 2 - 1)) for package in (0, 1)))


def answer(port, headers):
    """The body, how many bytes came with it and before it, and the fields."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/metrics", headers=headers)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    assert response.status == 200, response.status
    head = sum(len(name) + len(value) + len(": \r\n") for name, value in response.getheaders())
    return body, len("HTTP/1.1 200 OK\r\n") + head + len("\r\n") + len(body), response.headers


@contextlib.contextmanager
def started(*command, env=(), **options):
    with on_servers_cpu():
        process = subprocess.Popen(command, env=environment(env), stderr=subprocess.DEVNULL, **options)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def exporter(tree, *flags):
    with on_servers_cpu():
        program = Exporter(f"--path.sysfs={tree}", *flags).start()
    try:
        program.wait_ready()
        yield program
    finally:
        program.__exit__()
