"""The measurements of scrape.sh, and the table that it prints: `scrape.py SECONDS ROUNDS`."""

import contextlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from load import HungSensor, NewSnapshot, Paced, Subject
from servers import (
    ACCEPTED,
    CLIENTS_CPU,
    CODINGS,
    SENSORS,
    USUAL,
    answer,
    asking_for,
    exporter,
    started,
    two_packages,
)

import sysfs
from fuse_mount import try_to_mount
from harness import listening_port, wait_until
from oracles import oracle

# One snapshot for as long as all this takes, one at least between two scrapes that are paced, or one a scrape.
LASTING = ("--sample.interval=1h", "--sample.slow-interval=1h")
PASSING = ("--sample.interval=20ms",)
ON_REQUEST = ("--sample.interval=0", "--sample.max-age=0")


def named(what, coding):
    return what if coding == "identity" else f"{what}, {coding}"


@contextlib.contextmanager
def floor(name, size):
    """A server that does nothing but send so many bytes."""
    with started(os.environ["FLOOR_SERVER"], str(size), stdout=subprocess.PIPE) as process:
        yield Subject(f"floor for {name}", process.pid, int(process.stdout.readline()), USUAL, size)


@contextlib.contextmanager
def new_snapshots(tree, other):
    """The exporter's server and encoder, with another snapshot for each scrape."""
    with started(os.environ["NEW_SNAPSHOT_SERVER"], str(tree), stdout=subprocess.PIPE) as process:
        port = int(process.stdout.readline())
        headers = asking_for("text")
        _, size, _ = answer(port, headers)
        yield Subject("text, new snapshot", process.pid, port, headers, size, node_exporter=other)


def sensors_of_node_exporter(body):
    return body.count(b"\nnode_hwmon_temp_celsius{")


@contextlib.contextmanager
def node_exporter(tree):
    """Answers in each coding; {coding: subject}."""
    command = [oracle("prometheus-node-exporter"), "--web.listen-address=127.0.0.1:0", f"--path.sysfs={tree}"]
    command += ["--collector.disable-defaults", "--collector.hwmon"]  # and what it says of itself, as the exporter does
    with started(*command, env={"GOMAXPROCS": "1"}) as process:
        port = wait_until(lambda: listening_port(process.pid), 10, "node_exporter listens")
        assert sensors_of_node_exporter(answer(port, {})[0]) == SENSORS
        yield {
            coding: Subject(named("node_exporter", coding), process.pid, port, asking_for("text", coding), connections=4)
            for coding in CODINGS
        }


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
    """Returns None if FUSE can't be used."""
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
        scratch = stack.enter_context(tempfile.TemporaryDirectory(dir=sysfs.MEMORY))
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
        other = others["identity"]
        fresh = stack.enter_context(new_snapshots(tree, other))
        passing = stack.enter_context(exporter(tree, *PASSING))
        paced = {
            "text, one at a time": Paced(passing.process.pid, passing.port, NewSnapshot()),
            "node_exporter, so, too": Paced(other.process, other.port, lambda body: b"node_hwmon" in body),
        }
        subjects = [*known, fresh, reading, *others.values()]
        # In turn, because the other load of the machine varies.
        for _ in range(rounds):
            for each in (*subjects, *paced.values()):
                each.measure(seconds)
    report(subjects, paced, measured_hung_sensor(seconds, rounds))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
