"""The end by SIGTERM: with idle connections, with an answer or a log that is not read, under load with several threads.

STOPS is how often it is stopped under load: `STOPS=300 ctest --preset dev -R ending` takes some minutes.
"""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from harness import PROGRAM, SLOWDOWN, Exporter, UnixConnection, environment, main, wait_until
from large_host import exporter_of_large_host

STOPS = int(os.environ.get("STOPS", 10))


class Ending(unittest.TestCase):
    def test_signals_end_it_with_0_although_connections_are_idle(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(signal=number), Exporter("--demo") as exporter:
                with socket.create_connection(("127.0.0.1", exporter.port), timeout=10) as idle:
                    idle.sendall(b"GET /-/healthy HTTP/1.1\r\nHost: x\r\n\r\n")
                    self.assertIn(b"200", idle.recv(4096))
                    self.assertEqual(exporter.stop(number, seconds=3), 0)

    def start_unread_answer(self, exporter):
        client = socket.socket()
        self.addCleanup(client.close)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(10 * SLOWDOWN)
        client.connect(("127.0.0.1", exporter.port))
        client.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        return client, client.recv(1)

    def test_a_response_that_is_being_sent_is_finished_first(self):
        with exporter_of_large_host() as exporter:
            client, answer = self.start_unread_answer(exporter)
            exporter.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            self.assertIsNone(exporter.process.poll())
            chunks = [answer]
            while chunk := client.recv(1 << 20):
                chunks.append(chunk)
            header, _, body = b"".join(chunks).partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", header)
            self.assertEqual(len(body), int(length[1]))
            self.assertEqual(exporter.process.wait(5 * SLOWDOWN), 0)

    def test_a_second_signal_ends_it_at_once(self):
        with exporter_of_large_host() as exporter:
            self.start_unread_answer(exporter)
            exporter.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            self.assertIsNone(exporter.process.poll())
            exporter.stop(signal.SIGTERM, seconds=1)


    def test_a_hangup_is_ignored_with_a_line(self):
        with Exporter("--demo") as exporter:
            for count in (1, 2):
                exporter.process.send_signal(signal.SIGHUP)
                wait_until(lambda: exporter.log.count("SIGHUP ignored") == count, 5, "a line")
            self.assertEqual(exporter.get("/-/healthy").status, 200)
            self.assertEqual(exporter.stop(), 0)


class StalledLog(unittest.TestCase):
    """Standard error is a full pipe that is not read."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.path = f"{directory.name}/socket"
        read_end, write_end = os.pipe()
        self.addCleanup(os.close, read_end)
        os.set_blocking(write_end, False)
        with contextlib.suppress(BlockingIOError):
            while True:
                os.write(write_end, b"x")
        os.set_blocking(write_end, True)
        command = [PROGRAM, "--demo", f"--web.listen-address=unix:{self.path}"]
        self.process = subprocess.Popen(command, env=environment(()), stderr=write_end)
        os.close(write_end)
        self.addCleanup(self.process.wait)
        self.addCleanup(self.process.kill)

    def is_ready(self):
        connection = UnixConnection(self.path, 10 * SLOWDOWN)
        with contextlib.suppress(OSError), contextlib.closing(connection):
            connection.request("GET", "/-/ready")
            return connection.getresponse().status == 200

    def test_it_delays_neither_scrapes_nor_the_end(self):
        wait_until(self.is_ready, 15, "ready")
        for number in (signal.SIGHUP, signal.SIGHUP):  # each is a line
            self.process.send_signal(number)
            self.assertTrue(self.is_ready())
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(5 * SLOWDOWN), 0)


class Load:
    """Connections that are kept, on each of which the next request follows the last answer."""

    THREADS, CONNECTIONS_EACH = 4, 16

    def __init__(self, port):
        self.port = port
        self.answers = 0
        self.threads = [threading.Thread(target=self.keep_asking) for _ in range(self.THREADS)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        for thread in self.threads:
            thread.join()

    def keep_asking(self):
        """Until the server closes a connection or opens none."""
        with contextlib.ExitStack() as stack:
            connect = lambda: http.client.HTTPConnection("127.0.0.1", self.port, timeout=10 * SLOWDOWN)
            connections = [stack.enter_context(contextlib.closing(connect())) for _ in range(self.CONNECTIONS_EACH)]
            with contextlib.suppress(OSError, http.client.HTTPException):
                while True:
                    for connection in connections:
                        connection.request("GET", "/metrics")
                    for connection in connections:
                        connection.getresponse().read()
                        self.answers += 1


class UnderLoad(unittest.TestCase):
    """Each scrape waits for a sample of its own, so that threads have a lot to hand each other when they end."""

    def test_it_stops_with_several_threads(self):
        flags = ("--demo", "--web.threads=4", "--sample.interval=0", "--sample.max-age=0")
        for stop in range(STOPS):
            with self.subTest(stop=stop), Exporter(*flags) as exporter:
                with Load(exporter.port) as load:
                    time.sleep(0.2 * SLOWDOWN)
                    try:
                        self.assertEqual(exporter.stop(seconds=10), 0, exporter.log)
                    except subprocess.TimeoutExpired:
                        exporter.process.kill()  # or the load would go on
                        self.fail(f"still running 10 s after SIGTERM:\n{exporter.log}")
                self.assertGreater(load.answers, 0)


if __name__ == "__main__":
    main()
