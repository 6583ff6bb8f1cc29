"""Starts the exporter as a user would, scrapes it, stops it, and looks at what it left behind.

EXPORTER names the program; SANITIZED is set for builds with a sanitizer, which are slower. CTest sets both, and the
path to these modules. By hand:

    PYTHONPATH=test/support EXPORTER=build/dev/src/app/cpu_temp_exporter python3 test/e2e/golden_test.py
"""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from dataclasses import dataclass, field
from pathlib import Path

PROGRAM = os.environ["EXPORTER"]
SLOWDOWN = 5 if os.environ.get("SANITIZED") else 1
SKIPPED = 77

# Samples come often enough that a test sees several within a second, and a reading lives for half of one.
QUICK = ("--sample.interval=100ms", "--sample.slow-interval=200ms", "--sample.max-age=500ms")


def wait_until(condition, seconds, what):
    """Polls until the condition gives something true, and returns that; fails after `seconds`."""
    deadline = time.monotonic() + seconds * SLOWDOWN
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > deadline:
            raise AssertionError(f"after {seconds * SLOWDOWN} s still not: {what}")
        time.sleep(0.02)


def listening_port(process):
    """The port of the one TCP socket that a process listens at; None while there is none.

    Programs that listen at port 0 get one from the kernel (proc(5), /proc/net/tcp: state 0A listens).
    """
    held = set()
    for descriptor in Path(f"/proc/{process}/fd").iterdir():
        try:
            held.add(os.readlink(descriptor))
        except FileNotFoundError:
            continue  # it was closed meanwhile
    for table in ("tcp", "tcp6"):
        for line in Path("/proc/net", table).read_text().splitlines()[1:]:
            _, local, _, state, _, _, _, _, _, inode, *_ = line.split()
            if state == "0A" and f"socket:[{inode}]" in held:
                return int(local.rpartition(":")[2], 16)
    return None


@contextlib.contextmanager
def refusing_port():
    """A port of 127.0.0.1 that is closed, and that no other program can open while the block runs."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


def environment(extra=()):
    """Returns this process' environment without the exporter's own variables."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("CPU_TEMP_EXPORTER_") and name not in ("NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID")
    }
    return {**own, **dict(extra)}


def run(*arguments, env=(), timeout=20):
    """Runs the exporter to its end; returns its exit code and what it wrote to stdout and stderr."""
    result = subprocess.run(
        [PROGRAM, *map(str, arguments)],
        env=environment(env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=timeout * SLOWDOWN,
    )
    stderr = result.stderr.decode()
    assert "Sanitizer" not in stderr, stderr
    return result.returncode, result.stdout.decode(), stderr


@dataclass
class Answer:
    status: int
    headers: dict
    body: bytes
    seconds: float

    @property
    def text(self):
        return self.body.decode()


@dataclass
class Family:
    type: str = ""
    help: str = ""
    samples: list = field(default_factory=list)  # (name, labels, value)


LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)')
SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? ([^ ]+)$")
ESCAPES = {'\\"': '"', "\\\\": "\\", "\\n": "\n"}


def parse_labels(text):
    labels, position = {}, 0
    while position < len(text):
        match = LABEL.match(text, position)
        assert match, f"bad labels: {text}"
        labels[match[1]] = re.sub(r'\\["\\n]', lambda escape: ESCAPES[escape[0]], match[2])
        position = match.end()
    return labels


class Exposition:
    """The text format, read strictly: a sample follows its family's TYPE and carries no timestamp."""

    def __init__(self, text):
        self.families = {}
        assert text == "" or text.endswith("\n"), "the last line is not ended"
        # Not splitlines(): it would also cut at the other line ends of Unicode.
        for line in text.split("\n")[:-1]:
            if line.startswith("# HELP "):
                name, _, help_text = line[7:].partition(" ")
                self.families.setdefault(name, Family()).help = help_text
            elif line.startswith("# TYPE "):
                name, _, kind = line[7:].partition(" ")
                self.families.setdefault(name, Family()).type = kind
            else:
                match = SAMPLE.match(line)
                assert match, f"not a sample: {line}"
                labels = parse_labels(match[2] or "")
                self.family_of(match[1]).samples.append((match[1], labels, float(match[3])))

    def family_of(self, name):
        for family in (name, re.sub(r"_(bucket|sum|count)$", "", name)):
            if family in self.families:
                return self.families[family]
        raise AssertionError(f"{name} has no family")

    def series(self, name, /, *keys):
        """The samples of that name as {(values of the labels `keys`): value}."""
        try:
            samples = self.family_of(name).samples
        except AssertionError:
            return {}
        return {tuple(labels.get(key) for key in keys): value for sample, labels, value in samples if sample == name}

    def value(self, name, /, **labels):
        """Returns the one sample of that name with these labels among its own; None if there is none."""
        try:
            samples = self.family_of(name).samples
        except AssertionError:
            return None
        found = [value for sample, own, value in samples if sample == name and labels.items() <= own.items()]
        assert len(found) <= 1, f"{name}{labels}: {len(found)} samples"
        return found[0] if found else None


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("localhost", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


# A line of the log, in either format. The address of a unix socket has no port.
LISTENING = re.compile(r'\blistening\b.*\baddress"?[=:]"?([^\s"]+)')


class Exporter:
    """A running exporter: `with Exporter("--path.sysfs=…") as exporter: …`. It is ready when the block begins.

    It gets `listen` as a flag, which is a port that the kernel chooses if nothing is said, or, if that is None, is
    expected where `flags` and `env` say.
    """

    def __init__(self, *flags, env=(), listen="127.0.0.1:0"):
        self.directory = tempfile.TemporaryDirectory()
        address = [f"--web.listen-address={listen}"] if listen else []
        self.arguments = [PROGRAM, *address, *map(str, flags)]
        self.env = environment(env)
        self.process = None

    @property
    def addresses(self):
        """Returns the addresses that it listens on, by its log."""
        return LISTENING.findall(self.log)

    @property
    def address(self):
        """The first of these."""
        return self.addresses[0]

    @property
    def port(self):
        return int(self.address.rpartition(":")[2])

    def start(self):
        with open(Path(self.directory.name, "stdout"), "wb") as out, open(
            Path(self.directory.name, "stderr"), "wb"
        ) as err:
            self.process = subprocess.Popen(
                self.arguments, env=self.env, stdin=subprocess.DEVNULL, stdout=out, stderr=err
            )
        return self

    def __enter__(self):
        self.start()
        try:
            self.wait_ready()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(20)
        log = self.log
        self.directory.cleanup()
        assert "Sanitizer" not in log, log

    def wait_ready(self):
        def ready():
            if self.process.poll() is not None:
                raise AssertionError(f"exited with {self.process.returncode}:\n{self.log}")
            try:
                return self.addresses and self.get("/-/ready").status == 200
            except OSError:
                return False

        wait_until(ready, 15, "ready")

    def connection(self, timeout=10):
        if self.address.startswith("unix:"):
            return UnixConnection(self.address.removeprefix("unix:"), timeout * SLOWDOWN)
        host, _, port = self.address.rpartition(":")
        return http.client.HTTPConnection(host, int(port), timeout=timeout * SLOWDOWN)

    def get(self, path="/metrics", method="GET", headers=()):
        connection = self.connection()
        begin = time.perf_counter()
        try:
            connection.request(method, path, headers=dict(headers))
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        return Answer(response.status, dict(response.getheaders()), body, time.perf_counter() - begin)

    def scrape(self):
        answer = self.get("/metrics")
        assert answer.status == 200, answer
        return Exposition(answer.text)

    def scrape_until(self, condition, seconds, what):
        """Scrapes until the condition holds for an exposition, and returns that exposition."""

        def look():
            exposition = self.scrape()
            return exposition if condition(exposition) else None

        return wait_until(look, seconds, what)

    @property
    def log(self):
        return Path(self.directory.name, "stderr").read_text(errors="replace")

    @property
    def log_lines(self):
        return self.log.splitlines()

    def wait_for_samples(self, count=5):
        """Until that many further sweeps have been published."""
        name = "cpu_temp_exporter_samples_total"
        target = self.scrape().value(name) + count
        return self.scrape_until(lambda exposition: exposition.value(name) >= target, 30, f"{count} more samples")

    def stop(self, number=signal.SIGTERM, seconds=5):
        """Signals it and returns the exit code."""
        self.process.send_signal(number)
        return self.process.wait(seconds * SLOWDOWN)


def one_line(text):
    """The text, which must be a single line."""
    lines = text.splitlines()
    assert len(lines) == 1, text
    return lines[0]


def skip_program(reason):
    """Ends a test program that can't run here: CTest names it among the tests that did not run."""
    print(f"skipped: {reason}", file=sys.stderr)
    sys.exit(SKIPPED)


def main():
    unittest.main(module="__main__", verbosity=2)
