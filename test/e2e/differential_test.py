"""`--metrics.schema=node_exporter` on random trees, beside a model of node_exporter and beside Debian's node_exporters.

TREES is the number of trees, SEED the first seed: `TREES=5000 SEED=1000 ctest --preset dev -R differential` looks
further. Debian's releases are older ones than the model's, so the model is held against each that is there with the rules
of that release, and this exporter against the model with the newer ones and with the deviations that are documented.
"""

import os
import re
import shutil
import tempfile
import unittest
from collections import Counter, defaultdict
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import sysfs
from harness import SAMPLE, SLOWDOWN, main, parse_labels, run
from node_exporter import NODE_EXPORTERS, NodeExporter, release
from node_exporter_deviations import DEVIATIONS
from node_exporter_model import AS_1_5, Model, Series, rules_of
from random_tree import RandomTree

TREES = int(os.environ.get("TREES", 300 // SLOWDOWN))
SEED = int(os.environ.get("SEED", 0))

# Of these for each of Debian's node_exporters.
TREES_EACH = -(-TREES // max(1, len(NODE_EXPORTERS)))

# The number of trees on which each deviation has to make a difference, and of all trees.
ENOUGH, ENOUGH_TREES = 2, 100

COMPARED = re.compile(
    r"node_(hwmon_\w+|thermal_zone_temp|cooling_device_\w+|cpu_(core|package)_throttles_total|scrape_collector_success)"
)


def served(text):
    """The series of an exposition that are compared."""
    types, helps, found = {}, {}, []
    for line in text.split("\n"):
        if line.startswith("# HELP "):
            name, _, helps[name] = line[7:].partition(" ")
        elif line.startswith("# TYPE "):
            name, _, types[name] = line[7:].partition(" ")
        elif match := SAMPLE.match(line):
            name, labels, value = match.groups()
            if COMPARED.fullmatch(name):
                labels = tuple(sorted(parse_labels(labels or "").items()))
                found.append(Series(name, labels, types[name], helps[name], value))
    return found


def differences(expected, found):
    """Returns what a program that sends `expected` to its registry could not serve, and what it would have to.

    The registry keeps one HELP for each name and drops samples with another one, and keeps one sample for each set of
    labels. Which ones it keeps is chance.
    """
    lines = []
    helps, by_key = defaultdict(set), defaultdict(set)
    for series in found:
        helps[series.name].add(series.help)
    for series in expected:
        if series.name not in helps or series.help in helps[series.name]:
            by_key[series.key].add(series)
    lines += [f"{name} has {len(texts)} HELP texts" for name, texts in helps.items() if len(texts) > 1]
    lines += [f"+ {series}" for series in found if series not in by_key[series.key]]
    lines += [f"{count} of {key}" for key, count in Counter(series.key for series in found).items() if count > 1]
    for key in by_key.keys() - {series.key for series in found}:
        lines += [f"- {series}" for series in by_key[key]]
    return sorted(lines)


def settled(series):
    """Without what node_exporter leaves to chance: it may write the label of a freq over those of its other elements."""
    return [each for each in series if not re.match(r"node_hwmon_freq(_|$)", each.name)]


class ChangingHost:
    """One of Debian's node_exporters, with a tree that can be changed between scrapes."""

    def __init__(self, program, scratch):
        self.release = release(program)
        self.rules = rules_of(self.release)
        self.link = Path(scratch, "sys")
        self.link.symlink_to(scratch)
        self.program = NodeExporter(self.link, scratch, "hwmon", "thermal_zone", "cpu", program=program)

    def scrape(self, tree):
        # Releases 1.6 to 1.9 look at the first CPU without asking whether there is one.
        Path(tree, "devices/system/cpu/cpu0").mkdir(parents=True, exist_ok=True)
        link = self.link.with_name("next")
        link.symlink_to(tree)
        link.replace(self.link)
        return served(self.program.scrape())

    def close(self):
        self.program.close()


def ask_exporter(tree):
    code, out, err = run("--once", "--metrics.schema=node_exporter", f"--path.sysfs={tree}")
    assert code == 0, err
    return served(out)


@contextmanager
def trees(count):
    """An iterator over (seed, root) of that many trees, each of which is there until the next one is asked for."""
    with tempfile.TemporaryDirectory(dir=sysfs.MEMORY) as scratch:

        def each():
            for seed in range(SEED, SEED + count):
                root = Path(scratch, "tree")
                yield seed, sysfs.write(root, RandomTree(seed).tree())
                shutil.rmtree(root)

        yield each()


class Comparison(unittest.TestCase):
    """The comparison sees what it is for."""

    ONE = Series("a_total", (("chip", "x"),), "counter", "The a's", "1")
    OTHER = replace(ONE, labels=(("chip", "y"),))

    def test_the_same_is_no_difference(self):
        self.assertEqual(differences([self.ONE, self.OTHER], [self.OTHER, self.ONE]), [])

    def test_each_alteration_is_a_difference(self):
        alterations = {
            "name": "a",
            "labels": (("chip", "x"), ("sensor", "")),
            "type": "gauge",
            "help": "The as",
            "value": "1.0000000000000002",
        }
        for what, altered in alterations.items():
            with self.subTest(what):
                found = replace(self.ONE, **{what: altered})
                self.assertNotEqual(differences([self.ONE, self.OTHER], [found, self.OTHER]), [])
        self.assertNotEqual(differences([self.ONE, self.OTHER], [self.ONE]), [])
        self.assertNotEqual(differences([self.ONE], [self.ONE, self.OTHER]), [])
        self.assertNotEqual(differences([self.ONE], [self.ONE, self.ONE]), [])
        self.assertNotEqual(differences([self.ONE], []), [])

    def test_one_of_contradicting_samples_is_served(self):
        other_help = replace(self.OTHER, help="The as")
        for found in (self.ONE, other_help):
            self.assertEqual(differences([self.ONE, other_help], [found]), [])
        self.assertNotEqual(differences([self.ONE, other_help], [self.ONE, other_help]), [])
        other_value = replace(self.ONE, value="2")
        for found in (self.ONE, other_value):
            self.assertEqual(differences([self.ONE, other_value], [found]), [])
        self.assertNotEqual(differences([self.ONE, other_value], [self.ONE, other_value]), [])


def undisputed(one, other):
    """The keys that two models show alike, and none of them in competition with another series."""
    return {series.key for series in (set(one.sent) & set(other.sent)) - one.contested() - other.contested()}


def only(keys, found):
    return {series.key: series for series in found if series.key in keys}


class Differential(unittest.TestCase):
    maxDiff = None
    answers = {}

    def answer(self, ask, seed, tree, of="this exporter"):
        """Asks each program once about the tree of each seed."""
        key = of, seed
        if key not in self.answers:
            self.answers[key] = ask(tree)
        return self.answers[key]

    def check(self, seed, lines):
        if lines:
            self.fail("\n".join([f"SEED={seed} TREES=1; - is missing, + should not be there", *lines]))

    def with_each_node_exporter(self, check):
        if not NODE_EXPORTERS:
            self.skipTest("no prometheus-node-exporter; etc/test.sh fetches it")
        for program in NODE_EXPORTERS:
            with tempfile.TemporaryDirectory() as directory, closing(ChangingHost(program, directory)) as running:
                with self.subTest(node_exporter=running.release):
                    check(running)

    def test_the_model_is_node_exporter(self):
        def check(node_exporter):
            with trees(TREES_EACH) as random_trees:
                for seed, tree in random_trees:
                    theirs = self.answer(node_exporter.scrape, seed, tree, node_exporter.release)
                    self.check(seed, differences(settled(Model(tree, node_exporter.rules).sent), settled(theirs)))

        self.with_each_node_exporter(check)

    def test_the_exporter_is_the_model_except_for_the_deviations(self):
        exercised = Counter()
        with trees(TREES) as random_trees:
            for seed, tree in random_trees:
                expected = Model(tree, deviations=DEVIATIONS).sent
                self.check(seed, differences(expected, self.answer(ask_exporter, seed, tree)))
                for deviation in DEVIATIONS:
                    if exercised[deviation.name] < ENOUGH:
                        others = [other for other in DEVIATIONS if other is not deviation]
                        exercised[deviation.name] += Model(tree, deviations=others).sent != expected
        if TREES >= ENOUGH_TREES:
            self.assertEqual([d.name for d in DEVIATIONS if exercised[d.name] < ENOUGH], [], "hardly made a difference")

    def test_the_exporter_is_node_exporter_if_neither_releases_nor_deviations_matter(self):
        def check(node_exporter):
            compared = 0
            with trees(TREES_EACH) as random_trees:
                for seed, tree in random_trees:
                    keys = undisputed(Model(tree, node_exporter.rules), Model(tree, deviations=DEVIATIONS))
                    theirs = only(keys, settled(self.answer(node_exporter.scrape, seed, tree, node_exporter.release)))
                    ours = only(keys, settled(self.answer(ask_exporter, seed, tree)))
                    self.check(seed, differences(theirs.values(), ours.values()))
                    compared += len(theirs)
            self.assertGreater(compared, 5 * TREES_EACH)

        self.with_each_node_exporter(check)

    def test_the_captured_host(self):
        fixture = Path(__file__).parent.parent / "fixtures" / "linux-6.1-node_exporter.prom"
        theirs = served(fixture.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as directory:
            tree = sysfs.unpack_captured_host(directory)
            model, own = Model(tree, AS_1_5), Model(tree, deviations=DEVIATIONS)
            ours = ask_exporter(tree)
        self.assertEqual(differences(own.sent, ours), [])
        ours = [series for series in ours if not series.name.startswith("node_scrape_")]  # left out of the fixture
        keys = undisputed(model, own)
        self.assertEqual(differences(only(keys, theirs).values(), only(keys, ours).values()), [])
        # Two missing diodes, as their fault files say.
        left_out = {("i2c_0_0_002e", "temp3"), ("i2c_0_0_004a", "temp3")}
        self.assertEqual(
            {series.key for series in theirs} ^ {series.key for series in ours},
            {("node_hwmon_temp_celsius", (("chip", chip), ("sensor", sensor))) for chip, sensor in left_out},
        )


class Documents(unittest.TestCase):
    def test_the_readme_names_each_deviation_and_no_other(self):
        readme = Path(__file__).parents[2] / "src/exporter/node_exporter/README.md"
        listed = re.findall(r"^- \*\*(.+?)\.?\*\*", readme.read_text(encoding="utf-8"), re.MULTILINE)
        self.assertEqual(listed, [deviation.name for deviation in DEVIATIONS])


if __name__ == "__main__":
    main()
