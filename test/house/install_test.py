"""`cmake --install` into an empty prefix gives a program that runs from there, and the libraries beside it."""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ["SOURCE_DIR"])


def installed(prefix, *options):
    """The files that are there afterwards, relative to the prefix."""
    command = [os.environ["CMAKE"], "--install", os.environ["BUILD_DIR"], "--prefix", prefix, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return {path.relative_to(prefix) for path in Path(prefix).rglob("*") if path.is_file()}


class Install(unittest.TestCase):
    maxDiff = None

    def test_into_a_clean_prefix(self):
        with tempfile.TemporaryDirectory() as prefix:
            installed(prefix)
            program = Path(prefix, "bin", "cpu_temp_exporter")
            result = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=30)
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertIn("cpu_temp_exporter", result.stdout)

    def test_the_program_comes_without_the_libraries_where_only_that_is_wanted(self):
        with tempfile.TemporaryDirectory() as prefix:
            files = installed(prefix, "--component", "Unspecified")
            self.assertEqual({path.name for path in files}, {"cpu_temp_exporter", "LICENSE"})

    def test_the_libraries_are_two_layers_with_their_public_headers(self):
        with tempfile.TemporaryDirectory() as prefix:
            files = installed(prefix, "--component", "development")
            headers = {path for path in files if path.parts[0] == "include"}
            self.assertEqual(
                headers,
                {
                    path.relative_to(ROOT)
                    for layer in ("metrics", "http")
                    for path in (ROOT / "include" / "cputemp" / layer).iterdir()
                },
            )
            # Beside these CMake writes a file of targets for each kind of build.
            others = {path.name for path in files - headers if not path.name.startswith("cpu_temp_exporterTargets-")}
            self.assertEqual(
                others,
                {
                    "libcputemp_http.a",
                    "libcputemp_metrics.a",
                    "cpu_temp_exporterConfig.cmake",
                    "cpu_temp_exporterConfigVersion.cmake",
                    "cpu_temp_exporterTargets.cmake",
                },
            )


if __name__ == "__main__":
    unittest.main()
