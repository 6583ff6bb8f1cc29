"""etc/grafana: the dashboards are well made, all their queries return data, and faults made on purpose are noticed."""

import itertools
import re
import time
import unittest
from pathlib import Path

import yaml
from dashboard_expectations import DASHBOARDS, EMPTY_WHEN_HEALTHY, EXPECTED, EXPECTED_OF_A_CHIP, FLEET, HOST
from dashboard_mutants import mutants, query_mutants
from dashboard_scene import DEMO, FEW, HEALTHY, NEVER, TEXT, TROUBLED, TWIN, Scene
from dashboard_structure import complaints_of_structure
from dashboards import (
    DIRECTORY,
    FILES,
    chosen,
    complaints_of_legends,
    complaints_of_result,
    legend_of,
    options,
    queries,
    row_of,
)
from harness import main, wait_until
from scrapers import PROMETHEUS
from troubled_hosts import SPIKE

README = DIRECTORY / "README.md"

# (dashboard, panel or query, legend) of what has a spike between two scrapes.
PEAKS = (
    (HOST, "CPU, B", "Peak"),
    (HOST, "CPU, D", "Peak of Package id 1 · demo_coretemp_1"),
    (HOST, "CPU cores", "Core 3 · demo_coretemp_1"),
    (HOST, "Disks, boards, cards and zones, A", "Composite · demo_nvme_0 temp1"),
    (FLEET, "CPU temperature, percentiles of hosts, D", "Hottest"),
    (FLEET, "Hottest hosts over time", "spike"),
)


class Structure(unittest.TestCase):
    def test_has_no_fault(self):
        for uid, dashboard in DASHBOARDS.items():
            with self.subTest(dashboard=uid):
                self.assertEqual(list(complaints_of_structure(dashboard, set(DASHBOARDS))), [])

    def test_a_fault_is_noticed(self):
        for uid, dashboard in DASHBOARDS.items():
            for what, mutant in mutants(dashboard):
                with self.subTest(dashboard=uid, mutation=what):
                    self.assertNotEqual(list(complaints_of_structure(mutant, set(DASHBOARDS))), [])

    def test_the_readme_names_the_files(self):
        text = README.read_text()
        named = re.findall(r"^\| `dashboards/(\S+)` \|", text, flags=re.M)
        self.assertEqual(sorted(named), [path.name for path in FILES])
        for picture in re.findall(r"\((\S+\.png)\)", text):
            self.assertTrue((DIRECTORY / picture).read_bytes().startswith(b"\x89PNG"))


class Provisioning(unittest.TestCase):
    def test_is_for_a_container(self):
        (source,) = yaml.safe_load((DIRECTORY / "provisioning/datasources/prometheus.yml").read_text())["datasources"]
        self.assertEqual((source["type"], source["url"]), ("prometheus", "http://prometheus:9090"))
        self.assertTrue(source["uid"])
        (provider,) = yaml.safe_load((DIRECTORY / "provisioning/dashboards/cpu_temp_exporter.yml").read_text())[
            "providers"
        ]
        self.assertEqual((provider["type"], provider["options"]["path"]), ("file", "/var/lib/grafana/dashboards"))


@unittest.skipUnless(PROMETHEUS, "no prometheus")
class Queries(unittest.TestCase):
    maxDiff = None
    noticed_last = None

    @classmethod
    def setUpClass(cls):
        cls.scene = Scene()
        cls.addClassCleanup(cls.scene.close)
        wait_until(cls.scene.scraped, 30, "all targets have been scraped")
        deadline = time.monotonic() + 45
        while True:
            cls.scene.freeze()
            if not cls.all_complaints() or time.monotonic() > deadline:
                break  # a test says what is still missing
            time.sleep(1)

    @classmethod
    def all_complaints(cls):
        return [
            complaint
            for uid, dashboard in DASHBOARDS.items()
            for complaint in (*cls.complaints(uid, queries(dashboard)), *cls.surprises(uid, queries(dashboard)))
        ]

    @classmethod
    def complaints(cls, uid, some):
        """Yields complaints about the answers to these queries for healthy hosts; each run has those of a panel."""
        some = [query for query in some if (uid, query.panel) not in EMPTY_WHEN_HEALTHY]
        for name, *where in cls.scene.runs():
            answers = {}
            for query in some:
                series = [labels for labels, _ in cls.scene.answer(DASHBOARDS[uid], query, *where)]
                yield from (f"{name}: {complaint}" for complaint in complaints_of_result(query, series))
                answers.setdefault(query.panel, []).append((query, series))
            for panel in answers.values():
                yield from (f"{name}: {complaint}" for complaint in complaints_of_legends(panel))

    @classmethod
    def surprises(cls, uid, some):
        """Yields the answers for hosts in trouble that are not as expected."""
        some = list(some)
        for (panel, instance, chip), expected in EXPECTED_OF_A_CHIP[uid].items():
            for query in some:
                if panel == str(query):
                    answer = cls.scene.answer(DASHBOARDS[uid], query, cls.scene.classic, [TROUBLED], instance, chip=chip)
                    found = sorted(labels.get("chip", "") for labels, _ in answer)
                    if found != expected:
                        yield f"{query} of {instance}, {chip} alone: {found}, not {expected}"
        # The same fault is often noticed at the same place.
        for place, expected in sorted(EXPECTED[uid].items(), key=lambda item: item[0] != cls.noticed_last):
            panel, instance, *other = place
            jobs = other or [TROUBLED]
            for query in some:
                if panel not in (query.panel, str(query)):
                    continue
                answer = cls.scene.answer(DASHBOARDS[uid], query, cls.scene.classic, jobs, instance)
                if not other:
                    yield from complaints_of_result(query, [labels for labels, _ in answer])
                    yield from complaints_of_legends([(query, [labels for labels, _ in answer])])
                name_of = row_of if query.legend is None else legend_of
                found = {name_of(query, labels): value for labels, value in answer}
                if len(found) != len(answer):
                    yield f"{query} of {instance} in {', '.join(jobs)}: has a row or a legend twice"
                if (set(found) if isinstance(expected, set) else found) != expected:
                    cls.noticed_last = place
                    yield f"{query} of {instance} in {', '.join(jobs)}: {found}, not {expected}"

    def test_cover_all_forms_of_a_histogram(self):
        written = {}
        for name, prometheus, jobs, instance in self.scene.runs():
            matchers = f'job=~"{"|".join(jobs)}",instance="{instance}"'
            selector = f"cpu_temperature_distribution_celsius_bucket{{{matchers}}}"
            written[name] = {bound for bound in prometheus.label_values(selector, "le") if bound.startswith("85")}
        self.assertEqual(written, {"classic": {"85.0"}, "text": {"85"}, "native": set(), "two jobs": {"85.0"}})

    def test_bands_are_the_whole(self):
        bands = [query for query in queries(DASHBOARDS[HOST]) if query.panel == "Time in temperature bands"]
        for name, *where in self.scene.runs():
            with self.subTest(run=name):
                shares = [value for band in bands for _, value in self.scene.answer(DASHBOARDS[HOST], band, *where)]
                self.assertAlmostEqual(sum(shares), 1)
                self.assertGreaterEqual(min(shares), 0)

    def offered(self, dashboard, name, job, **values):
        return options(dashboard, name, self.scene.classic, chosen(dashboard, [job], DEMO) | values)

    def test_variables_offer_the_existing_values(self):
        for uid, dashboard in DASHBOARDS.items():
            with self.subTest(dashboard=uid):
                self.assertEqual(self.offered(dashboard, "job", HEALTHY), [NEVER, FEW, HEALTHY, TROUBLED, TWIN])
                self.assertEqual(self.offered(dashboard, "job", HEALTHY, seen=[]), [NEVER])
                self.assertEqual(self.offered(dashboard, "instance", HEALTHY), [DEMO, TEXT])
                self.assertEqual(self.offered(dashboard, "instance", NEVER), ["never"])
                self.assertIn("demo_coretemp_0", self.offered(dashboard, "chip", HEALTHY))

    def test_give_data_with_legends(self):
        for uid, dashboard in DASHBOARDS.items():
            self.assertEqual(list(self.complaints(uid, queries(dashboard))), [])

    def test_find_hosts_in_trouble(self):
        for uid, dashboard in DASHBOARDS.items():
            self.assertEqual(list(self.surprises(uid, queries(dashboard))), [])

    def test_a_peak_between_scrapes_is_seen_in_a_week(self):
        """The last of 1000 points is now, and the spike was seconds ago: nothing was read of it at that time."""
        step = 605
        week = {"__range": "7d", "__range_s": "604800", "__interval": f"{step}s", "__rate_interval": f"{step + 15}s"}
        for uid, panel, legend in PEAKS:
            with self.subTest(dashboard=uid, panel=panel):
                (query,) = [query for query in queries(DASHBOARDS[uid]) if panel in (query.panel, str(query))]
                where = (self.scene.classic, [TROUBLED], "spike")
                answer = self.scene.answer(DASHBOARDS[uid], query, *where, week)
                self.assertEqual({legend_of(query, labels): value for labels, value in answer}.get(legend), SPIKE)

    def test_a_broken_query_is_noticed(self):
        for uid, dashboard in DASHBOARDS.items():
            for query in queries(dashboard):
                broken = list(query_mutants(query))
                self.assertTrue(broken, query)
                for what, mutant in broken:
                    with self.subTest(dashboard=uid, query=str(query), mutation=what):
                        noticed = itertools.chain(self.surprises(uid, [mutant]), self.complaints(uid, [mutant]))
                        self.assertIsNotNone(next(noticed, None))


if __name__ == "__main__":
    main()
