"""Ways to load a server, and what they measure of it."""

import json
import re
import socket
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from servers import asking_for, cpu_seconds, exporter, two_packages

import sysfs
from fuse_mount import Mount
from harness import wait_until

CONNECTIONS = 32
PAUSE = 0.04  # between two scrapes, in seconds


@dataclass
class Subject:
    """A server under load, and what was measured of it."""

    name: str
    process: int
    port: int
    headers: dict
    size: int = None  # of an answer, where all have the same in the end
    connections: int = CONNECTIONS
    floor: "Subject" = None  # the subject that it is compared with
    node_exporter: "Subject" = None
    rates: list = field(default_factory=list)
    costs: list = field(default_factory=list)  # CPU seconds of a scrape
    slowest: list = field(default_factory=list)  # the 99th percentile of the latency, in seconds

    def measure(self, seconds):
        """Lets wrk scrape for that long, and keeps the result."""
        command = ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "--timeout=10s"]
        command += ["-s", str(Path(__file__).with_name("scrape.lua"))]
        for name, value in self.headers.items():
            command += ["-H", f"{name}: {value}"]
        used = cpu_seconds(self.process)
        result = subprocess.run(
            [*command, f"http://127.0.0.1:{self.port}/metrics"], check=True, capture_output=True, timeout=seconds + 30
        )
        used = cpu_seconds(self.process) - used
        report = json.loads(result.stdout.splitlines()[-1])
        self.check(report)
        self.rates.append(report["requests"] / report["seconds"])
        self.costs.append(used / report["requests"])
        self.slowest.append(report["p99"] / 1e6)

    def check(self, report):
        assert report["requests"] > 0 and not any(report["errors"].values()), f"{self.name}: {report}"
        if self.size is not None:
            # A later snapshot may have a few bytes more or less. The last answer on each connection may have been cut
            # short by wrk's end.
            mean = report["bytes"] / (report["requests"] + self.connections), report["bytes"] / report["requests"]
            assert mean[0] < 1.03 * self.size and mean[1] > 0.97 * self.size, f"{self.name}: not {self.size}: {report}"


class Paced:
    """A server that is scraped now and then; the cost of a scrape beyond that of the idle server."""

    def __init__(self, process, port, counts):
        self.process = process
        self.port = port
        fields = "".join(f"{name}: {value}\r\n" for name, value in asking_for("text").items())
        self.request = f"GET /metrics HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n".encode()
        self.counts = counts  # whether a body is one of those that are meant
        self.costs = []
        self.client = self.answers = None  # while it is asked

    def read_body(self):
        status, *head = iter(self.read_line, b"")
        assert status == b"HTTP/1.1 200 OK", status
        for size in (int(line.partition(b":")[2]) for line in head if line.lower().startswith(b"content-length:")):
            return self.answers.read(size)
        return b"".join(iter(self.read_chunk, b""))

    def read_line(self):
        return self.answers.readline().rstrip(b"\r\n")

    def read_chunk(self):
        """Go's server sends chunks (RFC 9112, 7.1); empty for the last one."""
        chunk = self.answers.read(int(self.read_line(), 16))
        self.answers.readline()
        return chunk

    def scrape(self):
        self.client.sendall(self.request)
        return self.counts(self.read_body())

    def spend(self, seconds, action):
        """The CPU seconds of each second while this is done at every pause, and how often it counted in one."""
        begin, used, count = time.monotonic(), cpu_seconds(self.process), 0
        while time.monotonic() < begin + seconds:
            count += action()
            time.sleep(PAUSE)
        elapsed = time.monotonic() - begin
        return (cpu_seconds(self.process) - used) / elapsed, count / elapsed

    def measure(self, seconds):
        unasked, _ = self.spend(seconds, lambda: 0)
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as self.client:
            with self.client.makefile("rb") as self.answers:
                asked, scrapes = self.spend(seconds, self.scrape)
        assert scrapes > 0, "no body was one of those that are meant"
        self.costs.append((asked - unasked) / scrapes)


class NewSnapshot:
    """Whether a body is of a later snapshot than the last one was, and so was made for this scrape."""

    def __init__(self):
        self.last = -1

    def __call__(self, body):
        samples = int(re.search(rb"^cpu_temp_exporter_samples_total (\d+)$", body, re.MULTILINE)[1])
        before, self.last = self.last, samples
        return samples > before


class HungSensor:
    """The 99th percentile of the latency while all sensors answer, and while one does not."""

    INPUT = "devices/i2c-7/7-0048/hwmon/hwmon7/temp1_input"

    def __init__(self, stack):
        files = {"temp1_input": 40000}
        self.mount = Mount(sysfs.merge(two_packages(), sysfs.chip(7, "i2c-7/7-0048", "lm75", files, bus="i2c")))
        stack.callback(self.mount.close)
        self.mount.wait()
        self.program = stack.enter_context(exporter(self.mount.root, "--sample.interval=100ms"))
        self.sound, self.hung = (
            Subject(name, self.program.process.pid, self.program.port, asking_for("text")) for name in ("sound", "hung")
        )

    def is_up(self):
        return self.program.scrape().value("hwmon_chip_up", chip="i2c_7_7_0048")

    def measure(self, seconds):
        self.sound.measure(seconds)
        self.mount.faults({self.INPUT: "hang"})
        wait_until(lambda: self.is_up() == 0, 20, "the hung chip is down")
        self.hung.measure(seconds)
        self.mount.faults({})
        wait_until(lambda: self.is_up() == 1, 20, "the chip is up again")
