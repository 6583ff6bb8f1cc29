"""The scripts parse, can be run, and refuse unknown arguments."""

import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ["SOURCE_DIR"])
COMMANDS = ("etc/run.sh", "etc/test.sh", "bench/scrape.sh", "test/house/bare_root.sh", ".ci/run")


class Scripts(unittest.TestCase):
    def test_parse(self):
        for script in [*COMMANDS, *sorted(ROOT.glob("etc/**/*.sh"))]:
            with self.subTest(script=script):
                result = subprocess.run(["bash", "-n", ROOT / script], capture_output=True, text=True)
                self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_can_be_run(self):
        for script in COMMANDS:
            with self.subTest(script=script):
                self.assertTrue(os.access(ROOT / script, os.X_OK))

    def test_an_unknown_argument_is_refused(self):
        for arguments in (["cheks"], ["checks", "20"], ["fuzz", "0"], ["fuzz", "1m"], ["fuzz", "20", "30"]):
            with self.subTest(arguments=arguments):
                result = subprocess.run(["etc/test.sh", *arguments], cwd=ROOT, capture_output=True, text=True)
                self.assertEqual(result.returncode, 2)
                self.assertIn(" ".join(arguments), result.stderr)

    def test_on_another_system_the_needed_packages_are_named(self):
        script = ". etc/packages.sh; name_packages forky; need_packages cmake"
        result = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True)
        self.assertEqual(result.returncode, 1)
        self.assertRegex(result.stderr, r"^bash: neither Debian 12 nor 13: install .*Boost 1\.81.*\n$")

    def test_each_release_has_its_own_packages(self):
        for release, boost, compiler in (("bookworm", "libboost1.81-dev", "libclang-rt-14-dev"), ("trixie", "libboost-dev", "libclang-rt-19-dev")):
            with self.subTest(release=release):
                script = f'. etc/packages.sh; name_packages {release}; echo "${{build_packages[@]}}"; echo "${{check_packages[@]}}"'
                result = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
                built, checked = result.stdout.splitlines()
                self.assertIn(boost, built.split())
                self.assertIn(compiler, checked.split())


class Run(unittest.TestCase):
    """run.sh in its own tree, where no package is missing and the program prints its arguments."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.tree = Path(folder.name, "a tree")
        shutil.copytree(ROOT / "etc", self.tree / "etc")
        self.write("bin/dpkg-query", "echo installed")
        self.write("bin/cmake", "pwd >&2")
        self.write("build/release/src/app/cpu_temp_exporter", 'pwd; printf "%s\\n" "$@"')

    def write(self, name, script):
        path = self.tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def run_in(self, folder, *arguments):
        environment = {"PATH": f"{self.tree}/bin:{os.environ['PATH']}"}
        command = [self.tree / "etc" / "run.sh", *arguments]
        return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)

    def test_builds_in_the_checkout_and_runs_in_the_current_directory(self):
        with tempfile.TemporaryDirectory() as folder:
            result = self.run_in(folder, "--health", "a b")
            self.assertEqual(result.stderr, f"{self.tree}\n")
            self.assertEqual(result.stdout, f"{folder}\n--health\na b\n")

    def test_looks_for_sensors_where_the_user_means(self):
        with tempfile.TemporaryDirectory() as folder:
            chip = Path(folder, "sys", "class", "hwmon", "hwmon0")
            chip.mkdir(parents=True)
            Path(chip, "temp1_input").write_text("40000\n")
            for arguments in (["--path.sysfs=sys"], ["--path.sysfs", "sys"]):
                self.assertNotIn("--demo", self.run_in(folder, *arguments).stdout)
            self.assertIn("--demo", self.run_in(folder, "--path.sysfs=elsewhere").stdout)


def call_steps(script, **environment):
    """test.sh's steps with a script in place of what it does, and no packages."""
    text = (ROOT / "etc" / "test.sh").read_text()
    functions = text[: text.index("\nseconds=")].replace('cd "$(dirname "$0")/.."', "")
    script = f"{functions}\ntrap report EXIT\nfactor=${{TIME_FACTOR:-1}}\n{script}\n"
    # The run that this test is part of may have a factor of its own.
    environment = {"TIME_FACTOR": "1"} | environment
    return subprocess.run(["bash", "-c", script], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)


class Steps(unittest.TestCase):
    def test_each_says_what_it_took_beside_its_budget(self):
        result = call_steps("step quick 100 true; step 'the other' 7 true; skip 'what is missing'")
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stderr, r"bash:     \d s of  100 s  quick\nbash:     \d s of    7 s  the other\nbash: 1 skipped:\nbash:   what is missing\n$")

    def test_a_step_that_fails_ends_the_run_and_is_named(self):
        result = call_steps("step first 5 true; step second 5 false; step third 5 true")
        self.assertEqual(result.returncode, 1)
        self.assertIn("  first\nbash: FAILED: second\n", result.stderr)
        self.assertNotIn("third", result.stderr)

    def test_twice_the_budget_fails_at_the_end(self):
        slow = "step slow 1 eval 'SECONDS=$((SECONDS + 3))'; step quick 1 true"
        result = call_steps(slow)
        self.assertEqual(result.returncode, 1)
        self.assertIn("  quick\nbash: FAILED: slow took more than twice its budget\n", result.stderr)
        self.assertEqual(call_steps(slow, TIME_FACTOR="2").returncode, 0)


if __name__ == "__main__":
    unittest.main()
