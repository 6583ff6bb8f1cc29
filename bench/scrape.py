"""What scrape.sh measures, and the table that it prints: `scrape.py SECONDS ROUNDS`."""

import contextlib
import http.client
import itertools
import json
import os
import re
import socket
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

# One snapshot for as long as all this takes, fifty in a second, or one a scrape.
LASTING = ("--sample.interval=1h", "--sample.slow-interval=1h")
PASSING = ("--sample.interval=20ms",)
PAUSE = 0.04  # in which one of fifty passes at least
# All that this host has, under eight names: eight bodies are made of one snapshot, each for a scrape.
EVERYTHING = [
    "/metrics" + "?" * bool(left_out) + "&".join(f"exclude[]={name}" for name in left_out)
    for left_out in itertools.chain.from_iterable(
        itertools.combinations(("thermal_zone", "cooling_device", "cpu_throttle"), count) for count in range(4)
    )
]
ON_REQUEST = ("--sample.interval=0", "--sample.max-age=0")

# What Prometheus sends beside what it accepts.
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
    size: int = None  # of an answer, where all have the same in the end
    connections: int = CONNECTIONS
    floor: "Subject" = None  # what it is held against
    node_exporter: "Subject" = None
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
            # A later snapshot may have a few bytes more or less. The last answer on each connection may have been cut
            # short by wrk's end.
            mean = report["bytes"] / (report["requests"] + self.connections), report["bytes"] / report["requests"]
            assert mean[0] < 1.03 * self.size and mean[1] > 0.97 * self.size, f"{self.name}: not {self.size}: {report}"


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


def sensors_of_node_exporter(body):
    return body.count(b"\nnode_hwmon_temp_celsius{")


@contextlib.contextmanager
def node_exporter(tree):
    """Answers in each coding; {coding: subject}."""
    port = free_port()
    command = [oracle("prometheus-node-exporter"), f"--web.listen-address=127.0.0.1:{port}", f"--path.sysfs={tree}"]
    command += ["--collector.disable-defaults", "--collector.hwmon"]  # and what it says of itself, as the exporter does
    with started(*command, env={"GOMAXPROCS": "1"}) as process:

        def sensors():
            with contextlib.suppress(OSError):
                return sensors_of_node_exporter(answer(port, {})[0])

        assert wait_until(sensors, 10, "node_exporter answers") == SENSORS
        yield {
            coding: Subject(named("node_exporter", coding), process.pid, port, asking_for("text", coding), connections=4)
            for coding in CODINGS
        }


def named(what, coding):
    return what if coding == "identity" else f"{what}, {coding}"


def known_snapshot(stack, tree, others):
    """The exporter in each format and coding, each after its floor."""
    program = stack.enter_context(exporter(tree, *LASTING))
    for coding in CODINGS:
        for form, accepted in ACCEPTED.items():
            headers = asking_for(form, coding)
            _, size, fields = answer(program.port, headers)
            given = fields["Content-Type"].split(";")[0], fields.get("Content-Encoding", "identity")
            assert given == (accepted.split(";")[0], coding), fields.items()
            name = named(form, coding)
            least = stack.enter_context(floor(name, size))
            yield least
            yield Subject(
                name, program.process.pid, program.port, headers, size, floor=least, node_exporter=others[coding]
            )


class Paced:
    """A server that is sent bursts of scrapes; what one costs beyond what the server does when nobody asks."""

    def __init__(self, process, port, paths, counts):
        self.process = process
        self.port = port
        fields = "".join(f"{name}: {value}\r\n" for name, value in asking_for("text").items())
        self.requests = "".join(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n" for path in paths).encode()
        self.paths = paths
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

    def burst(self):
        """All at once, so that the processor does not fall asleep between two of them."""
        self.client.sendall(self.requests)
        return sum(self.counts(path, self.read_body()) for path in self.paths)

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
                asked, scrapes = self.spend(seconds, self.burst)
        assert scrapes > 0, "no body was one of those that are meant"
        self.costs.append((asked - unasked) / scrapes)


class NewSnapshot:
    """Whether a body is of a later snapshot than the last one under this path was, and so was made for this scrape."""

    def __init__(self):
        self.last = {}

    def __call__(self, path, body):
        samples = int(re.search(rb"^cpu_temp_exporter_samples_total (\d+)$", body, re.MULTILINE)[1])
        before, self.last[path] = self.last.get(path, -1), samples
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


def row(*cells):
    name, *figures = cells
    print(f"{name:<28}" + "".join(f"{figure:>14}" for figure in figures), flush=True)


def ratio(value, digits=2):
    return f"{value:.{digits}f}"


def report(subjects, paced, hung):
    row("", "bytes", "requests/s", "of floor's", "µs a scrape", "of floor's", "node_exp.'s /")
    for each in subjects:
        rate, cost = median(each.rates), median(each.costs)
        rate_ratio = cost_ratio = times = ""
        if each.floor:
            rate_ratio, cost_ratio = ratio(rate / median(each.floor.rates)), ratio(cost / median(each.floor.costs))
        if each.node_exporter:
            times = ratio(median(each.node_exporter.costs) / cost, 0)
        row(each.name, each.size or "", f"{rate:.0f}", rate_ratio, f"{cost * 1e6:.1f}", cost_ratio, times)
    costs = {name: median(each.costs) for name, each in paced.items()}
    for name, cost in costs.items():
        row(name, "", "", "", f"{cost * 1e6:.1f}", "", ratio(max(costs.values()) / cost, 0))
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
        others = stack.enter_context(node_exporter(tree))
        known = list(known_snapshot(stack, tree, others))
        asked = stack.enter_context(exporter(tree, *ON_REQUEST))
        reading = Subject(
            "text, sensors read for it",
            asked.process.pid,
            asked.port,
            asking_for("text"),
            connections=1,
            node_exporter=others["identity"],
        )
        passing = stack.enter_context(exporter(tree, *PASSING))
        other = others["identity"]
        paced = {
            "text, new snapshot": Paced(passing.process.pid, passing.port, EVERYTHING, NewSnapshot()),
            "node_exporter, as often": Paced(
                other.process, other.port, ["/metrics"] * len(EVERYTHING), lambda _, body: b"node_hwmon" in body
            ),
        }
        subjects = [*known, reading, *others.values()]
        # In turn, since the machine may have other work, now more and now less.
        for _ in range(rounds):
            for each in (*subjects, *paced.values()):
                each.measure(seconds)
    report(subjects, paced, measured_hung_sensor(seconds, rounds))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
