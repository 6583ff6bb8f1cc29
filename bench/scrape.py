"""What scrape.sh measures, and the table that it prints: `scrape.py SECONDS ROUNDS`."""

import contextlib
import http.client
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "test" / "e2e"))

import sysfs
from fuse_mount import Mount, try_to_mount
from harness import Exporter, environment, free_port, oracle, wait_until

CONNECTIONS = 32
SENSORS = 66
SERVERS_CPU, CLIENTS_CPU = sorted(os.sched_getaffinity(0))[:2]
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

# One snapshot for as long as all this takes, or fifty in a second.
LASTING = ("--sample.interval=1h", "--sample.slow-interval=1h")
PASSING = ("--sample.interval=20ms",)
PAUSE = 0.04  # in which one passes at least

# What Prometheus sends beside what it accepts.
USUAL = {"User-Agent": "Prometheus/2.42.0", "X-Prometheus-Scrape-Timeout-Seconds": "10"}
TEXT = {"Accept": "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"}
FORMATS = {"text": ({**USUAL, **TEXT}, "text/plain", None)}


@contextlib.contextmanager
def on_servers_cpu():
    """What is started here runs there; all else, the clients among it, runs elsewhere."""
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


@dataclass
class Subject:
    """A server under load, and what was measured of it."""

    name: str
    process: int
    port: int
    headers: dict
    size: int = None  # of an answer, where it is always the same
    connections: int = CONNECTIONS
    floor: "Subject" = None
    rates: list = field(default_factory=list)
    costs: list = field(default_factory=list)  # CPU seconds of a scrape
    slowest: list = field(default_factory=list)  # the 99th percentile of the latency, in seconds

    def measure(self, seconds):
        """Has wrk scrape for so long, and keeps what came of it."""
        command = ["wrk", "-t1", f"-c{self.connections}", f"-d{seconds}s", "--timeout=10s"]
        command += ["-s", str(Path(__file__).with_suffix(".lua"))]
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
            # The last answer on each connection may have been cut short by wrk's end.
            surplus = report["bytes"] - report["requests"] * self.size
            assert 0 <= surplus <= self.connections * self.size, f"{self.name}: not {self.size} bytes each: {report}"


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
def floor(name, size):
    """A server that does nothing but send so many bytes."""
    with started(os.environ["FLOOR_SERVER"], str(size), stdout=subprocess.PIPE) as process:
        yield Subject(f"floor for {name}", process.pid, int(process.stdout.readline()), USUAL, size)


@contextlib.contextmanager
def exporter(tree, *flags):
    with on_servers_cpu():
        program = Exporter(f"--path.sysfs={tree}", *flags).start()
    try:
        program.wait_ready()
        yield program
    finally:
        program.__exit__()


@contextlib.contextmanager
def node_exporter(tree):
    port = free_port()
    command = [oracle("prometheus-node-exporter"), f"--web.listen-address=127.0.0.1:{port}", f"--path.sysfs={tree}"]
    command += ["--collector.disable-defaults", "--collector.hwmon", "--web.disable-exporter-metrics"]
    with started(*command, env={"GOMAXPROCS": "1"}) as process:

        def sensors():
            with contextlib.suppress(OSError):
                return sensors_of_node_exporter(answer(port, {})[0])

        assert wait_until(sensors, 10, "node_exporter answers") == SENSORS
        yield Subject("node_exporter", process.pid, port, {**USUAL, **TEXT}, connections=4)


def known_snapshot(stack, tree):
    """The exporter in each format, each after its floor."""
    program = stack.enter_context(exporter(tree, *LASTING))
    for name, (headers, kind, coding) in FORMATS.items():
        _, size, fields = answer(program.port, headers)
        assert fields["Content-Type"].startswith(kind) and fields["Content-Encoding"] == coding, fields.items()
        least = stack.enter_context(floor(name, size))
        yield least
        yield Subject(name, program.process.pid, program.port, headers, size, floor=least)


class Paced:
    """A server that one client scrapes now and then; what that costs beyond what it does when nobody asks."""

    def __init__(self, process, port, counts):
        self.process = process
        self.client = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        self.counts = counts  # whether a body is one of those that are meant
        self.costs = []

    def scrape(self):
        self.client.request("GET", "/metrics", headers={**USUAL, **TEXT})
        response = self.client.getresponse()
        body = response.read()
        assert response.status == 200, response.status
        return self.counts(body)

    def spend(self, seconds, action):
        """The CPU seconds of each second while this is done at every pause, and how often it counted in one."""
        begin, used, count = time.monotonic(), cpu_seconds(self.process), 0
        while time.monotonic() < begin + seconds:
            count += bool(action())
            time.sleep(PAUSE)
        elapsed = time.monotonic() - begin
        return (cpu_seconds(self.process) - used) / elapsed, count / elapsed

    def measure(self, seconds):
        unasked, _ = self.spend(seconds, lambda: None)
        asked, scrapes = self.spend(seconds, self.scrape)
        assert scrapes > 0, "no body was one of those that are meant"
        self.costs.append((asked - unasked) / scrapes)


class NewSnapshot:
    """Whether a body is of a later snapshot than the last one was."""

    def __init__(self):
        self.last = -1

    def __call__(self, body):
        samples = int(re.search(rb"^cpu_temp_exporter_samples_total (\d+)$", body, re.MULTILINE)[1])
        before, self.last = self.last, samples
        return samples > before


def sensors_of_node_exporter(body):
    return body.count(b"\nnode_hwmon_temp_celsius{")


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
            Subject(name, self.program.process.pid, self.program.port, {**USUAL, **TEXT}) for name in ("sound", "hung")
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


def row(*cells):
    name, *figures = cells
    print(f"{name:<28}" + "".join(f"{figure:>14}" for figure in figures), flush=True)


def ratio(value, digits=2):
    return f"{value:.{digits}f}"


def report(subjects, go, fresh, hung):
    row("", "bytes", "requests/s", "of floor's", "µs a scrape", "of floor's", "node_exp.'s /")
    for each in subjects:
        rate, cost = median(each.rates), median(each.costs)
        against = ("", "")
        if each.floor:
            against = ratio(rate / median(each.floor.rates)), ratio(cost / median(each.floor.costs))
        times = ratio(median(subjects[-1].costs) / cost, 0)
        row(each.name, each.size or "", f"{rate:.0f}", against[0], f"{cost * 1e6:.1f}", against[1], times)
    for name, each in (("text, new snapshot", fresh), ("node_exporter, at that pace", go)):
        cost = median(each.costs)
        row(name, "", "", "", f"{cost * 1e6:.1f}", "", ratio(median(go.costs) / cost, 0))
    if hung:
        sound, late = median(hung.sound.slowest), median(hung.hung.slowest)
        print(f"p99 of the latency: {sound * 1e3:.2f} ms, with a hung sensor {late * 1e3:.2f} ms: {ratio(late / sound)}")


def measured_hung_sensor(seconds, rounds):
    """None where there is no FUSE."""
    if reason := try_to_mount():
        print(f"no hung sensor: {reason}", file=sys.stderr)
        return None
    with contextlib.ExitStack() as stack:
        hung = HungSensor(stack)
        for _ in range(rounds):
            hung.measure(seconds)
    return hung


def main(seconds, rounds):
    os.sched_setaffinity(0, {CLIENTS_CPU})
    with contextlib.ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(dir=MEMORY))
        tree = sysfs.write(Path(scratch, "sys"), two_packages())
        subjects = [*known_snapshot(stack, tree), stack.enter_context(node_exporter(tree))]
        go = Paced(subjects[-1].process, subjects[-1].port, sensors_of_node_exporter)
        passing = stack.enter_context(exporter(tree, *PASSING))
        fresh = Paced(passing.process.pid, passing.port, NewSnapshot())
        # In turn, since the machine may have other work, now more and now less.
        for _ in range(rounds):
            for each in (*subjects, go, fresh):
                each.measure(seconds)
    report(subjects, go, fresh, measured_hung_sensor(seconds, rounds))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
