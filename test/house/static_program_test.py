"""The preset `static` makes one small file that runs without any other."""

import os
import random
import subprocess
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

PROGRAM = os.environ["EXPORTER"]
MOST_BYTES = 8 << 20


def readelf(what):
    return subprocess.run(["readelf", "-W", what, PROGRAM], capture_output=True, text=True, check=True).stdout


def fetch(url):
    """Returns the body, as soon as the port is open."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                return response.read().decode()
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"no answer from {url}")


class StaticProgram(unittest.TestCase):
    def test_needs_no_loader_and_no_library(self):
        self.assertNotIn("INTERP", readelf("--program-headers"))
        self.assertNotIn("NEEDED", readelf("--dynamic"))

    def test_is_loaded_at_a_random_address(self):
        self.assertIn("Flags: PIE", readelf("--dynamic"))

    def test_is_small_when_stripped(self):
        with tempfile.TemporaryDirectory() as directory:
            stripped = Path(directory, "stripped")
            subprocess.run(["strip", "-o", stripped, PROGRAM], check=True)
            self.assertLessEqual(stripped.stat().st_size, MOST_BYTES)

    def test_answers_and_is_healthy_at_a_number_and_at_a_name(self):
        for host in ("127.0.0.1", "localhost"):
            port = random.randrange(20000, 32000)
            environment = {"CPU_TEMP_EXPORTER_WEB_LISTEN_ADDRESS": f"{host}:{port}"}
            with self.subTest(host=host):
                exporter = subprocess.Popen([PROGRAM, "--demo"], env=environment, stderr=subprocess.DEVNULL)
                try:
                    self.assertIn("\ncpu_temperature_celsius ", fetch(f"http://127.0.0.1:{port}/metrics"))
                    health = subprocess.run([PROGRAM, "--health"], env=environment, timeout=30)
                    self.assertEqual(health.returncode, 0)
                finally:
                    exporter.terminate()
                    self.assertEqual(exporter.wait(timeout=30), 0)


if __name__ == "__main__":
    unittest.main()
