"""The three formats of the same readings: well-formed to strict readers, and all saying the same.

TREES is the number of random trees, SEED the first seed.
"""

import os
import tempfile
import time
import unittest
from dataclasses import replace
from pathlib import Path

import dialects
import sysfs
from golden_test import GOLDEN, GOLDEN_OPENMETRICS, host
from harness import SLOWDOWN, Exporter, main, wait_until
from negotiation_table import ASK_FOR, OPENMETRICS_1_0_0, PROTOBUF, TEXT
from random_tree import RandomTree

TREES = int(os.environ.get("TREES", 25 // SLOWDOWN))
SEED = int(os.environ.get("SEED", 0))
WINDOW, DISTRIBUTION = "cpu_temperature_window_celsius", "cpu_temperature_distribution_celsius"
BOOTED = 1  # s; the kernel reports its boot time in whole seconds, and a process' start relative to it
CONTENT_TYPES = {"text": TEXT, "openmetrics": OPENMETRICS_1_0_0, "protobuf": PROTOBUF}


def bodies(exporter):
    """A body in each format; all of one sample, which is the only one unless reading took very long."""

    def ask():
        answers = {name: exporter.get(headers={"Accept": accept}) for name, accept in ASK_FOR.items()}
        assert {name: answer.headers["Content-Type"] for name, answer in answers.items()} == CONTENT_TYPES
        again = exporter.get(headers={"Accept": ASK_FOR["text"]})
        return again.body == answers["text"].body and {name: answer.body for name, answer in answers.items()}

    return wait_until(ask, 20, "no sample came in between")


def in_openmetrics(family, name, native):
    """Returns what OpenMetrics has of a family of the text format. A sum of values below zero may fall, and is left out, with
    the count of a histogram; so are quantiles below zero."""

    def has(key, value):
        sample, labels = key
        if family.type == "summary":
            below = family.series.get((name, labels | {("quantile", 0.0)}), 0) < 0
            return value >= 0 and not (sample.endswith("_sum") and below)
        if family.type == "histogram" and not sample.endswith("_bucket"):
            return "negative_span" not in native.get(labels, {})
        return True

    return {key: value for key, value in family.series.items() if has(key, value)}


def trimmed(text):
    """As the client's parser of the text format has it: without white space at the end of a HELP."""
    return {name: replace(family, help=family.help.strip()) for name, family in text.items()}


class Dialects(unittest.TestCase):
    maxDiff = None
    begin = time.time()

    def check(self, exporter):
        """Reads the three strictly and compares them; returns what they say, by format."""
        body = bodies(exporter)
        text = dialects.of_text(body["text"].decode())
        openmetrics = dialects.of_openmetrics(body["openmetrics"].decode())
        protobuf = dialects.of_protobuf(body["protobuf"])
        self.compare(trimmed(text), dialects.of_text_by_the_client(body["text"].decode()))
        self.compare(text, protobuf)
        for name, family in text.items():
            family.series = in_openmetrics(family, name, protobuf[name].native)
        self.compare(text, openmetrics)
        self.assertEqual([name for name, family in openmetrics.items() if family.created], [])
        self.check_created(protobuf)
        for name, family in protobuf.items():
            for histogram in family.native.values():
                self.check_native(name, histogram)
        return {"openmetrics": openmetrics, "protobuf": protobuf}

    def compare(self, one, other):
        self.assertEqual(list(one), list(other))
        for name in one:
            self.assertEqual((name, one[name].type, one[name].help), (name, other[name].type, other[name].help))
        for name in dialects.lasting(one):
            self.assertEqual(one[name].series, other[name].series)

    def check_created(self, protobuf):
        for name, family in protobuf.items():
            for when in family.created.values():
                self.assertLess(self.begin - BOOTED, when, name)
                self.assertLess(when, time.time() + BOOTED, name)

    def check_native(self, name, histogram):
        """Both kinds of buckets of a histogram hold the same observations."""
        self.assertEqual((name, histogram["schema"]), (name, 5))
        counts = dialects.native_counts(histogram)
        self.assertEqual(sum(counts.values()), histogram["sample_count"])
        self.assertTrue(all(count >= 0 for count in counts.values()))
        for side in ("negative", "positive"):
            spans = histogram.get(f"{side}_span", [])
            self.assertTrue(all(span["offset"] > 0 for span in spans[1:]), "spans that touch are one")

    def check_host(self, *flags):
        with Exporter(*flags, *dialects.STILL) as exporter:
            return self.check(exporter)

    def check_tree(self, tree, *flags):
        with tempfile.TemporaryDirectory() as directory:
            return self.check_host(f"--path.sysfs={sysfs.write(Path(directory, 'sys'), tree)}", *flags)

    def test_the_golden_host_in_both_schemas(self):
        for schema in ("native", "node_exporter", "both"):
            with self.subTest(schema=schema):
                self.check_tree(host(), "--collector.hwmon.kinds=all", f"--metrics.schema={schema}")

    def test_the_captured_host_in_both_schemas(self):
        with tempfile.TemporaryDirectory() as directory:
            tree = sysfs.unpack_captured_host(directory)
            for schema in ("native", "both"):
                with self.subTest(schema=schema):
                    self.check_host(f"--path.sysfs={tree}", "--collector.hwmon.kinds=all", f"--metrics.schema={schema}")

    def test_a_simulated_host(self):
        said = self.check_host("--demo", "--collector.hwmon.kinds=all")
        types = {family.type for family in said["openmetrics"].values()}
        self.assertEqual(types, {"counter", "gauge", "histogram", "summary"})

    def test_a_host_without_sensors(self):
        self.check_tree({"class/hwmon/.keep": ""})

    def test_random_trees(self):
        for seed in range(SEED, SEED + TREES):
            with self.subTest(seed=seed):
                schema = ("native", "both")[seed % 2]
                self.check_tree(RandomTree(seed).tree(), "--collector.hwmon.kinds=all", f"--metrics.schema={schema}")

    def test_a_cpu_below_zero(self):
        said = self.check_tree(sysfs.coretemp(0, 0, [0, 1], celsius=-5))
        # OpenMetrics: no quantile, no sum; the count of a histogram goes with its sum.
        window, distribution = said["openmetrics"][WINDOW], said["openmetrics"][DISTRIBUTION]
        self.assertEqual({name for name, _ in window.series}, {f"{WINDOW}_count"})
        self.assertEqual({name for name, _ in distribution.series}, {f"{DISTRIBUTION}_bucket"})
        # protobuf: all of it; -5 is in the bucket of [-2^(75/32), -2^(74/32)).
        window, distribution = said["protobuf"][WINDOW], said["protobuf"][DISTRIBUTION]
        self.assertEqual(window.series[(WINDOW, frozenset({("quantile", 0.5)}))], -5)
        self.assertEqual(window.series[(f"{WINDOW}_sum", frozenset())], -5)
        (native,) = distribution.native.values()
        self.assertEqual(native["negative_span"], [{"offset": 75, "length": 1}])
        self.assertEqual((native["negative_delta"], native["sample_sum"]), ([1], -5))
        self.assertNotIn("positive_span", native)


class GoldenFiles(unittest.TestCase):
    def test_are_read_by_the_client_library(self):
        text = GOLDEN.read_text(encoding="utf-8").replace("VOLATILE", "1")
        openmetrics = GOLDEN_OPENMETRICS.read_text(encoding="utf-8").replace("VOLATILE", "1")
        self.assertEqual(list(dialects.of_text_by_the_client(text)), list(dialects.of_openmetrics(openmetrics)))


if __name__ == "__main__":
    main()
