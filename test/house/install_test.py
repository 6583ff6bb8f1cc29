"""`cmake --install` into an empty prefix gives a program that runs from there, and the libraries beside it."""

import os
import subprocess
import tarfile
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ["SOURCE_DIR"])


def install(prefix, *options, root=""):
    command = [os.environ["CMAKE"], "--install", os.environ["BUILD_DIR"], "--prefix", prefix, *options]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"DESTDIR": root})


def installed(prefix, *options):
    """The files that are there afterwards, relative to the prefix."""
    install(prefix, *options)
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
            self.assertEqual(
                {str(path) for path in files},
                {
                    "bin/cpu_temp_exporter",
                    "etc/default/cpu_temp_exporter",
                    "lib/systemd/system/cpu_temp_exporter.service",
                    "lib/sysusers.d/cpu_temp_exporter.conf",
                    "share/doc/cpu_temp_exporter/LICENSE",
                },
            )

    def test_the_unit_names_what_was_installed_with_it(self):
        for prefix, settings in (("/usr", "/etc"), ("/usr/local", "/usr/local/etc"), ("/opt/x", "/etc/opt/x")):
            with self.subTest(prefix=prefix), tempfile.TemporaryDirectory() as root:
                install(prefix, "--component", "Unspecified", root=root)
                unit = Path(root + prefix, "lib/systemd/system/cpu_temp_exporter.service").read_text().splitlines()
                paths = (f"{prefix}/bin/cpu_temp_exporter", f"{settings}/default/cpu_temp_exporter")
                self.assertIn(f"ExecStart={paths[0]}", unit)
                self.assertIn(f"EnvironmentFile=-{paths[1]}", unit)
                for path in paths:
                    self.assertTrue(Path(root + path).is_file(), path)

    def test_the_unit_quotes_what_systemd_would_read_otherwise(self):
        for prefix, command, settings in (
            ("/opt/my tools", '"/opt/my tools/bin/cpu_temp_exporter"', "/etc/opt/my tools/default/cpu_temp_exporter"),
            ("/opt/50%", "/opt/50%%/bin/cpu_temp_exporter", "/etc/opt/50%%/default/cpu_temp_exporter"),
        ):
            with self.subTest(prefix=prefix), tempfile.TemporaryDirectory() as root:
                install(prefix, "--component", "Unspecified", root=root)
                unit = Path(root + prefix, "lib/systemd/system/cpu_temp_exporter.service").read_text().splitlines()
                self.assertIn(f"ExecStart={command}", unit)
                self.assertIn(f"EnvironmentFile=-{settings}", unit)

    def test_the_unit_of_an_archive_names_the_prefix_of_the_build(self):
        with tempfile.TemporaryDirectory() as folder:
            settings = {
                "INSTALL_CMAKE_PROJECTS": f"{os.environ['BUILD_DIR']};cpu_temp_exporter;Unspecified;/",
                "PACKAGE_DESCRIPTION": "an archive",
                "CMAKE_GENERATOR": "Ninja",
                "PACKAGE_FILE_NAME": "archive",
            }
            cpack = Path(os.environ["CMAKE"]).with_name("cpack")
            command = [cpack, "-G", "TGZ", "-B", folder, "-P", "cpu_temp_exporter", "-R", "0"]
            for name, value in settings.items():
                command += ["-D", f"CPACK_{name}={value}"]
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
            with tarfile.open(Path(folder, "archive.tar.gz")) as archive:
                unit = archive.extractfile("archive/lib/systemd/system/cpu_temp_exporter.service").read().decode()
            self.assertIn("ExecStart=/usr/local/bin/cpu_temp_exporter", unit.splitlines())

    def test_settings_stay_as_the_operator_left_them(self):
        with tempfile.TemporaryDirectory() as root:
            settings = Path(root, "etc", "default", "cpu_temp_exporter")
            install("/usr", "--component", "Unspecified", root=root)
            settings.write_text("CPU_TEMP_EXPORTER_WINDOW=5m\n")
            install("/usr", "--component", "Unspecified", root=root)
            self.assertEqual(settings.read_text(), "CPU_TEMP_EXPORTER_WINDOW=5m\n")

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
                    # Other layers use it, but other programs are not promised it.
                    if path.name != "client.hpp"
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
