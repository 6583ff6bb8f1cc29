"""Real servers scrape the exporter, each in its own dialect: their requests, stored samples and queries.

Debian's Prometheus asks for OpenMetrics, and with native histograms for protobuf. That it reads the text format, too,
is seen through a proxy that asks for that in its place. VictoriaMetrics asks for text by itself. All run at once.
"""

import math
import os
import re
import tempfile
import unittest
from pathlib import Path

import dialects
import sysfs
from harness import Exporter, main, skip_program, wait_until
from negotiation_table import ASK_FOR, OPENMETRICS_1_0_0, PROTOBUF, TEXT, accept_of_scrapers
from scrapers import NEWEST_PROMETHEUS, PROMETHEUS, VICTORIA_METRICS, Prometheus, Proxy, VictoriaMetrics, config

# One package each: below zero, at zero, and where CPUs usually are. Each is sampled once, so that a quantile over all
# of them is one of these.
TEMPERATURES = (-40, -7.5, 0, 1.125, 31, 31.5, 42, 45.25, 47, 55, 63, 64, 64.5, 78, 86, 97)
DISTRIBUTION = "cpu_temperature_distribution_celsius"
BUCKET = 2 ** (1 / 32)  # by how much the bounds of a bucket of schema 5 differ
ZERO = 2**-128  # how wide the bucket of 0 is

# The series that a server adds to those that it scrapes.
ADDED = re.compile(r"up|scrape_.*")


def host():
    return sysfs.merge(
        *(
            sysfs.chip(
                package,
                f"platform/coretemp.{package}",
                "coretemp",
                {"temp1_label": f"Package id {package}", "temp1_input": round(celsius * 1000)},
            )
            for package, celsius in enumerate(TEMPERATURES)
        ),
        sysfs.chip(30, "platform/odd.0", "odd", {"temp1_label": 'the "fast" \\ fan', "temp1_input": 35000}),
    )


def the_quantile(rank, observed):
    """Returns the least and the greatest observation that histogram_quantile may estimate, of a dictionary of counts.

    They differ if the rank falls between two observations: newer releases of Prometheus count from the top from 0.5 on.
    """
    place, seen, possible = rank * sum(observed.values()), 0, []
    for celsius, count in sorted(observed.items()):
        if seen <= place * (1 + 1e-12) and seen + count >= place * (1 - 1e-12):
            possible.append(celsius)
        seen += count
    return possible[0], possible[-1]


def assert_in_one_bucket(test, told, least, most):
    """An estimate is at most a bucket away from what was observed."""

    def lower(celsius):
        return celsius / BUCKET if celsius > 0 else celsius * BUCKET - ZERO

    test.assertGreaterEqual(told, lower(least))
    test.assertLessEqual(told, -lower(-most))


def share(condition):
    return sum(map(condition, TEMPERATURES)) / len(TEMPERATURES)


def stored(vector):
    """An instant vector as {(name, labels): value}, without what the server adds.

    The value of a native histogram is its count and sum.
    """
    series = {}
    for each in vector:
        labels = {name: value for name, value in each["metric"].items() if name not in ("job", "instance")}
        name = labels.pop("__name__")
        if not ADDED.fullmatch(name):
            native = each.get("histogram")
            value = (float(native[1]["count"]), float(native[1]["sum"])) if native else float(each["value"][1])
            series[(name, frozenset(labels.items()))] = value
    return series


def stored_of_protobuf(body):
    """The same of protobuf: a histogram with native buckets has only these; `le` and `quantile` as in OpenMetrics."""

    def label(name, value):
        if name not in ("le", "quantile"):
            return value
        return "+Inf" if value == math.inf else repr(value)

    series = {}
    for name, family in dialects.of_protobuf(body).items():
        for labels, native in family.native.items():
            series[(name, labels)] = (native["sample_count"], native["sample_sum"])
        for (sample, labels), value in family.series.items():
            if frozenset(label for label in labels if label[0] != "le") not in family.native:
                series[(sample, frozenset((key, label(key, each)) for key, each in labels))] = value
    return series


def without_empty_labels(series):
    """A server treats them as absent. The revision may be empty in a build outside a checkout."""
    return {(name, frozenset(label for label in labels if label[1] != "")): value for (name, labels), value in series.items()}


class Scraping(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        scratch = Path(directory.name)
        tree = sysfs.write(scratch / "sys", host())
        cls.exporter = Exporter(f"--path.sysfs={tree}", *dialects.STILL)
        cls.exporter.__enter__()
        cls.addClassCleanup(cls.exporter.__exit__)
        cls.proxies = {
            "prometheus": cls.proxy(),
            "prometheus_text": cls.proxy(ASK_FOR["text"]),
            "prometheus_native": cls.proxy(),
            "victoria_metrics": cls.proxy(),
        }
        ports = {job: proxy.port for job, proxy in cls.proxies.items()}

        def only(*jobs):
            return config(**{job: ports[job] for job in jobs})

        debug = "--log.level=debug"  # a failed scrape is not a warning
        cls.classic = cls.closed(Prometheus(only("prometheus", "prometheus_text"), scratch / "classic", debug))
        native = "--enable-feature=native-histograms"
        cls.native = cls.closed(Prometheus(only("prometheus_native"), scratch / "native", debug, native))
        cls.victoria = cls.closed(VictoriaMetrics(only("victoria_metrics"), scratch / "victoria"))
        for server, job in cls.servers():
            server.wait_for({(job,): 1}, f'min_over_time(up{{job="{job}"}}[1m]) and count_over_time(up[1m]) > 1', "job")

    @classmethod
    def closed(cls, what):
        cls.addClassCleanup(what.close)
        return what

    @classmethod
    def proxy(cls, accept=None):
        return cls.closed(Proxy(cls.exporter.port, accept))

    @classmethod
    def servers(cls):
        """Each server with its job, or one of its two."""
        return (
            (cls.classic, "prometheus"),
            (cls.classic, "prometheus_text"),
            (cls.native, "prometheus_native"),
            (cls.victoria, "victoria_metrics"),
        )

    def body(self, dialect):
        """Returns the exporter's answer in that dialect: the body is kept as long as the readings are."""
        answer = self.exporter.get(headers={"Accept": ASK_FOR[dialect]})
        self.assertEqual(answer.status, 200)
        return answer.body

    def test_each_server_sends_the_fields_of_the_negotiation_table(self):
        asked = {job: {each.accept for each in proxy.exchanges} for job, proxy in self.proxies.items()}
        del asked["prometheus_text"]
        self.assertEqual(asked, {job: {accept} for job, accept in accept_of_scrapers(self.classic.release).items()})
        self.assertEqual(
            {each.accept_encoding for proxy in self.proxies.values() for each in proxy.exchanges}, {"gzip"}
        )

    def test_each_server_gets_its_format(self):
        answered = {
            job: {(each.status, each.content_type, each.content_encoding) for each in proxy.exchanges}
            for job, proxy in self.proxies.items()
        }
        self.assertEqual(
            answered,
            {
                "prometheus": {(200, OPENMETRICS_1_0_0, "gzip")},
                "prometheus_text": {(200, TEXT, "gzip")},
                "prometheus_native": {(200, PROTOBUF, "gzip")},
                "victoria_metrics": {(200, TEXT, "gzip")},
            },
        )

    def test_each_server_stores_what_the_exposition_says(self):
        text = dialects.stored_series(self.body("text").decode())
        expected = {
            "prometheus": dialects.stored_series(self.body("openmetrics").decode()),
            "prometheus_text": text,
            "prometheus_native": stored_of_protobuf(self.body("protobuf")),
            "victoria_metrics": text,
        }
        for server, job in self.servers():
            with self.subTest(job=job):
                found = dialects.lasting(stored(server.instant_vector(f'{{job="{job}"}}')))
                said = without_empty_labels(dialects.lasting(expected[job]))
                differing = {key: (found.get(key), said.get(key)) for key in found | said}
                self.assertEqual({key: pair for key, pair in differing.items() if not self.are_equal(job, *pair)}, {})
                self.assertGreater(len(found), 100)

    @staticmethod
    def are_equal(job, one, other):
        """VictoriaMetrics keeps 15 or 16 digits of a number."""
        if job != "victoria_metrics" or None in (one, other):
            return one == other
        return math.isclose(one, other, rel_tol=1e-14)

    def test_no_scrape_fails(self):
        for server, job in self.servers():
            with self.subTest(job=job):
                self.assertEqual(server.query(f'min_over_time(up{{job="{job}"}}[5m])', "job"), {(job,): 1})
        for server in (self.classic, self.native):
            lines = server.log_lines
            self.assertEqual([line for line in lines if re.search("level=(warn|error)| err=", line)], [])
        self.assertEqual([line for line in self.victoria.log_lines if re.search(r"\t(warn|error|fatal)\t", line)], [])

    def test_the_peak_is_found_by_the_same_query_in_every_dialect(self):
        for server, job in self.servers():
            with self.subTest(job=job):
                peak = f'cpu_temperature_window_celsius{{quantile=~"1|1.0",job="{job}"}}'
                self.assertEqual(server.query(peak, "job"), {(job,): max(TEMPERATURES)})

    def test_quantiles_of_the_native_histogram_are_within_a_bucket_of_the_truth(self):
        for rank in (0.01, 0.1, 0.15, 0.25, 0.5, 0.75, 0.9, 0.99, 1):
            with self.subTest(rank=rank):
                told = self.native.query(f"histogram_quantile({rank}, sum({DISTRIBUTION}))")[()]
                assert_in_one_bucket(self, told, *the_quantile(rank, dict.fromkeys(TEMPERATURES, 1)))

    def test_quantiles_of_one_package(self):
        told = self.native.query(f"histogram_quantile(0.5, {DISTRIBUTION})", "package")
        self.assertEqual(set(told), {(str(package),) for package in range(len(TEMPERATURES))})
        for package, celsius in enumerate(TEMPERATURES):
            with self.subTest(celsius=celsius):
                assert_in_one_bucket(self, told[(str(package),)], celsius, celsius)

    def test_count_sum_and_fractions_of_the_native_histogram_are_exact(self):
        for expression, expected in (
            (f"histogram_count(sum({DISTRIBUTION}))", len(TEMPERATURES)),
            (f"histogram_sum(sum({DISTRIBUTION}))", sum(TEMPERATURES)),
            # 64 is 2^6, and so a bound in every schema.
            (f"histogram_fraction(-Inf, 64, sum({DISTRIBUTION}))", share(lambda celsius: celsius <= 64)),
            (f"histogram_fraction(-Inf, -1, sum({DISTRIBUTION}))", share(lambda celsius: celsius < -1)),
        ):
            with self.subTest(expression=expression):
                self.assertEqual(self.native.query(expression), {(): expected})


class Heating(unittest.TestCase):
    """One CPU whose temperature changes: a histogram with spans and gaps on both sides of zero."""

    # Each in a bucket of its own, some beside each other; as many digits as the file has.
    MILLIDEGREES = ("-9500", "-9300", "-1250", "00000", "00500", "20000", "45000", "45500", "46500", "64000", "99000")

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        scratch = Path(directory.name)
        files = {"temp1_label": "Package id 0", "temp1_input": self.MILLIDEGREES[0]}
        self.tree = sysfs.write(scratch / "sys", sysfs.chip(0, "platform/coretemp.0", "coretemp", files))
        flags = ("--sample.interval=10ms", "--sample.slow-interval=20ms")
        self.exporter = Exporter(f"--path.sysfs={self.tree}", *flags)
        self.exporter.__enter__()
        self.addCleanup(self.exporter.__exit__)
        native = "--enable-feature=native-histograms"
        self.prometheus = Prometheus(config(cpu=self.exporter.port), scratch / "prometheus", native)
        self.addCleanup(self.prometheus.close)

    def heat(self, millidegrees):
        """In place and in one write, as the exporter keeps the file open and reads it with one pread."""
        file = os.open(self.tree / "class/hwmon/hwmon0/temp1_input", os.O_WRONLY)
        try:
            os.pwrite(file, f"{millidegrees}\n".encode(), 0)
        finally:
            os.close(file)

    def native(self):
        body = self.exporter.get(headers={"Accept": ASK_FOR["protobuf"]}).body
        (histogram,) = dialects.of_protobuf(body)[DISTRIBUTION].native.values()
        return histogram

    def counts(self, histogram):
        """How often each temperature was observed, by the bucket that it belongs to."""
        buckets = dialects.native_counts(histogram)
        celsius = {each: int(each) / 1000 for each in self.MILLIDEGREES}
        return {celsius[each]: buckets.get(dialects.native_bucket(celsius[each]), 0) for each in self.MILLIDEGREES}

    def test_quantiles_are_within_a_bucket_of_what_was_observed(self):
        for number, millidegrees in enumerate(self.MILLIDEGREES):
            self.heat(millidegrees)
            self.exporter.wait_for_samples(1 + number % 3)
        last = int(self.MILLIDEGREES[-1]) / 1000
        histogram = self.native()
        observed = self.counts(histogram)
        self.assertTrue(all(observed.values()), observed)
        self.assertEqual(sum(observed.values()), histogram["sample_count"])

        def scraped():
            """Returns the time of a scrape that came after all that, if there was one."""
            at = self.prometheus.query("timestamp(up)").get(())
            total = at and self.prometheus.query(f"histogram_count({DISTRIBUTION})", at=at).get(())
            return total and total > sum(observed.values()) and (at, total)

        at, total = wait_until(scraped, 30, "a scrape")
        # All that came since then was the last temperature.
        observed[last] = total - sum(count for celsius, count in observed.items() if celsius != last)
        for rank in (0.001, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.9, 1):
            with self.subTest(rank=rank):
                told = self.prometheus.query(f"histogram_quantile({rank}, {DISTRIBUTION})", at=at)[()]
                assert_in_one_bucket(self, told, *the_quantile(rank, observed))
        told = self.prometheus.query(f"histogram_sum({DISTRIBUTION})", at=at)[()]
        self.assertAlmostEqual(told, sum(celsius * count for celsius, count in observed.items()), places=6)


@unittest.skipUnless(NEWEST_PROMETHEUS != PROMETHEUS, "no Prometheus 3; etc/test.sh fetches it")
class ZeroIngestion(unittest.TestCase):
    """Prometheus 3 asks for protobuf to learn when counts began, and drops what has native buckets."""

    JOBS = {
        "as_it_is": "",
        "in_text": "scrape_protocols: [OpenMetricsText1.0.0, PrometheusText0.0.4]",
        "classic_too": "always_scrape_classic_histograms: true",
    }

    def test_the_remedies_of_the_document_keep_the_distribution(self):
        document = Path(os.environ["SOURCE_DIR"], "etc/prometheus/README.md").read_text()
        with tempfile.TemporaryDirectory() as directory:
            tree = sysfs.write(Path(directory, "sys"), host())
            with Exporter(f"--path.sysfs={tree}", *dialects.STILL) as exporter:
                text = config(**dict.fromkeys(self.JOBS, exporter.port))
                for job, option in self.JOBS.items():
                    self.assertIn(option, document)
                    text = text.replace(f"job_name: {job}\n", f"job_name: {job}\n  {option}\n")
                feature = "--enable-feature=created-timestamp-zero-ingestion"
                server = Prometheus(text, Path(directory, "prometheus"), feature, program=NEWEST_PROMETHEUS)
                try:
                    server.wait_for(dict.fromkeys([(job,) for job in self.JOBS], 1), "up", "job", seconds=60)
                    kept = server.query(f"count by (job) ({DISTRIBUTION}_count)", "job")
                finally:
                    server.close()
        self.assertEqual(set(kept), {("in_text",), ("classic_too",)})


if __name__ == "__main__":
    missing = [name for name, path in (("prometheus", PROMETHEUS), ("victoria-metrics", VICTORIA_METRICS)) if not path]
    if missing:
        skip_program(f"no {' and no '.join(missing)}; etc/test.sh fetches them")
    main()
