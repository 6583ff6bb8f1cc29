"""Which format and which coding a client gets for what it asks, over the wire."""

import gzip
import itertools
import os
import re
import socket
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import dialects
import sysfs
from golden_test import host
from harness import QUICK, SLOWDOWN, Exporter, main, wait_until
from negotiation_table import ASK_FOR, CODINGS, NEGOTIATION, OPENMETRICS_1_0_0, PROTOBUF, TEXT

FAILURES = "cpu_temp_exporter_http_handler_failures_total"
REQUESTS = "cpu_temp_exporter_http_requests"

# As long as a field may be beside the others: a header is 8 KiB at most.
LONG = 7000
HOSTILE = (
    *(",", ";", '"', "\\", "\t", "*/*,", "*/*;", "*/*;q=0,", "a/b;q=0.5,", ";a=", 'x/y;a="', "\xff", "\xc3\xa9"),
    *("text/plain;version=0.0.4;q=0.0000001,", "application/openmetrics-text;version=", "*/*;q=" + "9" * 50),
    *("gzip,", "gzip;q=0,", "identity;q=0,*;q=0,", "gzip;q=" + "9" * 50),
)

MOMENT = re.compile(r"^(# (HELP|TYPE|UNIT) )?(" + "|".join(dialects.OF_THE_MOMENT) + r").*\n", re.MULTILINE)


class Negotiation(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        tree = sysfs.write(directory.name, host())
        cls.exporter = Exporter(f"--path.sysfs={tree}", *dialects.STILL)
        cls.exporter.__enter__()
        cls.addClassCleanup(cls.exporter.__exit__)

    def ask(self, accept=None, accept_encoding=None, method="GET"):
        fields = {"Accept": accept, "Accept-Encoding": accept_encoding}
        headers = {name: value for name, value in fields.items() if value is not None}
        answer = self.exporter.get(headers=headers, method=method)
        self.assertEqual(answer.status, 200)
        return answer

    def test_the_format(self):
        for who, accept, content_type in NEGOTIATION:
            for coding in (None, "gzip"):
                with self.subTest(who=who, coding=coding):
                    answer = self.ask(accept, coding)
                    self.assertEqual(answer.headers["Content-Type"], content_type)
                    body = gzip.decompress(answer.body) if coding else answer.body
                    dialects.READERS[content_type.split(";")[0]](body)

    def test_the_coding(self):
        for accept_encoding, compressed in CODINGS:
            with self.subTest(accept_encoding=accept_encoding):
                answer = self.ask(accept_encoding=accept_encoding)
                self.assertEqual(answer.headers.get("Content-Encoding"), "gzip" if compressed else None)
                self.assertEqual(answer.body.startswith(b"\x1f\x8b"), compressed)

    def test_the_answer_has_a_vary_field_for_caches(self):
        for accept in ASK_FOR.values():
            for coding in (None, "gzip"):
                vary = self.ask(accept, coding).headers["Vary"]
                self.assertEqual({field.strip().lower() for field in vary.split(",")}, {"accept", "accept-encoding"})

    def test_a_compressed_body_says_the_same(self):
        for dialect in ("text", "openmetrics"):
            with self.subTest(dialect=dialect):
                accept = ASK_FOR[dialect]
                plain, packed = self.ask(accept).body, self.ask(accept, "gzip").body
                self.assertLess(len(packed), len(plain) / 5)
                unpacked = gzip.decompress(packed).decode()
                self.assertEqual(MOMENT.sub("", unpacked), MOMENT.sub("", plain.decode()))
                self.assertGreater(len(MOMENT.sub("", unpacked)), 10000)

    def test_a_body_is_encoded_once_for_a_set_of_readings_a_format_and_a_coding(self):
        for accept in ASK_FOR.values():
            for coding in (None, "gzip"):
                self.assertEqual(self.ask(accept, coding).body, self.ask(accept, coding).body)

    def test_the_fields_of_head_are_those_of_get(self):
        for accept in (None, *ASK_FOR.values()):
            for coding in (None, "gzip"):
                with self.subTest(accept=accept, coding=coding):
                    get, head = self.ask(accept, coding), self.ask(accept, coding, "HEAD")
                    for answer in (get, head):
                        del answer.headers["Date"]
                    self.assertEqual(head.headers, get.headers)
                    self.assertEqual((head.body, get.headers["Content-Length"]), (b"", str(len(get.body))))


class Moment(unittest.TestCase):
    def test_the_exporters_own_metrics_are_of_the_moment_of_encoding(self):
        with Exporter("--demo", *dialects.STILL) as exporter:

            def requests(dialect):
                body = exporter.get(headers={"Accept": ASK_FOR[dialect]}).text
                series = dialects.stored_series(body)
                return series[(f"{REQUESTS}_total", frozenset({("code", "200"), ("path", "/metrics")}))]

            first = requests("text")
            self.assertEqual(requests("text"), first)
            self.assertEqual(requests("openmetrics"), first + 2)
            self.assertEqual(requests("text"), first)


class Nonsense(unittest.TestCase):
    def test_is_answered_however_long_it_is(self):
        with Exporter("--demo", *QUICK) as exporter:
            for part in HOSTILE:
                for name in ("Accept", "Accept-Encoding"):
                    with self.subTest(part=part, name=name):
                        answer = exporter.get(headers={name: (part * LONG)[:LONG]})
                        self.assertEqual(answer.status, 200)
                        if "Content-Encoding" in answer.headers:
                            gzip.decompress(answer.body)
            self.assertEqual(exporter.wait_for_samples(2).value(FAILURES), 0)


class Crowd(unittest.TestCase):
    """Many clients ask for everything at once, while there are new readings all the time."""

    THREADS, SECONDS = 6, 0.5
    READ_STRICTLY = 9  # bodies, which takes longer than to make them

    def check(self, *flags):
        formats = [(accept, coding) for accept in ASK_FOR.values() for coding in (None, "gzip")]
        with Exporter(*QUICK, *flags) as exporter:
            end = time.monotonic() + self.SECONDS * SLOWDOWN

            def scrape(first):
                bodies = []
                for accept, coding in itertools.cycle(formats[first:] + formats[:first]):
                    if time.monotonic() > end and len(bodies) >= len(formats):
                        return bodies
                    answer = exporter.get(headers={"Accept": accept} | ({"Accept-Encoding": coding} if coding else {}))
                    body = gzip.decompress(answer.body) if "Content-Encoding" in answer.headers else answer.body
                    bodies.append((answer.status, answer.headers["Content-Type"], body))

            with ThreadPoolExecutor(self.THREADS) as pool:
                answers = [each for bodies in pool.map(scrape, range(self.THREADS)) for each in bodies]
            self.assertEqual(exporter.wait_for_samples(2).value(FAILURES), 0)
        kinds = {(status, kind) for status, kind, _ in answers}
        self.assertEqual(kinds, {(200, TEXT), (200, OPENMETRICS_1_0_0), (200, PROTOBUF)})
        distinct = sorted(set(answers))
        for _, kind, body in distinct[:: max(1, len(distinct) // self.READ_STRICTLY)]:
            dialects.READERS[kind.split(";")[0]](body)

    def test_of_a_small_host(self):
        with tempfile.TemporaryDirectory() as directory:
            self.check(f"--path.sysfs={sysfs.write(directory, host())}")

    def test_of_a_large_host(self):
        files = {f"temp{number}_input": 1000 * number for number in range(1, 60)}
        chips = (sysfs.chip(number, f"platform/large.{number}", "large", files) for number in range(20))
        with tempfile.TemporaryDirectory() as directory:
            self.check(f"--path.sysfs={sysfs.write(directory, sysfs.merge(*chips))}")


@unittest.skipIf(SLOWDOWN > 1, "a sanitizer keeps what is freed")
class Memory(unittest.TestCase):
    """The memory that slow clients of a large host hold is returned to the kernel when they are gone."""

    SENSORS, CLIENTS = 10000, 24
    BODY = 3 * 2**20  # or a little more, in any format: more than the kernel takes at once

    def resident_bytes(self, exporter):
        pages = Path(f"/proc/{exporter.process.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def hold_a_body(self, exporter, accept):
        client = socket.socket()
        self.addCleanup(client.close)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", exporter.port))
        client.sendall(f"GET /metrics HTTP/1.1\r\nHost: h\r\nAccept: {accept}\r\n\r\n".encode())
        client.recv(1)  # it is made
        return client

    def test_bodies_of_many_snapshots(self):
        files = {f"temp{index}_input": 45000 for index in range(1, 101)}
        chips = (sysfs.chip(number, f"platform/many.{number}", "many", files) for number in range(self.SENSORS // 100))
        with tempfile.TemporaryDirectory(dir=sysfs.MEMORY) as directory:
            tree = sysfs.write(directory, sysfs.merge(*chips))
            with Exporter(f"--path.sysfs={tree}", *QUICK) as exporter:
                for accept in ASK_FOR.values():
                    exporter.get(headers={"Accept": accept})
                usual = self.resident_bytes(exporter)
                clients = []
                for accept in itertools.islice(itertools.cycle(ASK_FOR.values()), self.CLIENTS):
                    clients.append(self.hold_a_body(exporter, accept))
                    time.sleep(0.1)
                self.assertGreater(self.resident_bytes(exporter), usual + self.CLIENTS / 4 * self.BODY)
                for client in clients:
                    client.close()
                wait_until(
                    lambda: self.resident_bytes(exporter) < usual + 6 * self.BODY, 5, "the memory is given back"
                )


if __name__ == "__main__":
    main()
