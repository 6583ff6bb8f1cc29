"""`cmake --install` into an empty prefix gives a program that runs from there."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path


class Install(unittest.TestCase):
    def test_into_a_clean_prefix(self):
        with tempfile.TemporaryDirectory() as prefix:
            command = [os.environ["CMAKE"], "--install", os.environ["BUILD_DIR"], "--prefix", prefix]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            program = Path(prefix, "bin", "cpu_temp_exporter")
            result = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertIn("cpu_temp_exporter", result.stdout)


if __name__ == "__main__":
    unittest.main()
