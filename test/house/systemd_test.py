"""systemd accepts the unit without a warning, and the unit may do little; its environment file agrees with `--help`."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from differences import assert_same_entries

UNITS = Path(os.environ["SOURCE_DIR"], "etc", "systemd")
EXPORTER = os.environ["EXPORTER"]
UNIT = (
    (UNITS / "cpu_temp_exporter.service").read_text().replace("/usr/local/bin/cpu_temp_exporter", os.environ["EXPORTER"])
)
MOST_EXPOSURE = 1.5

# These are not options of a daemon.
NOT_SERVING = {"once", "output", "output.interval", "doctor", "health", "version", "help"}


def analyze(unit, *command):
    """Of a unit with this text: the exit code, and what was said."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "cpu_temp_exporter.service")
        path.write_text(unit)
        result = subprocess.run(["systemd-analyze", "--no-pager", *command, path], capture_output=True, text=True)
        return result.returncode, result.stdout + result.stderr


def complaints(unit):
    """Returns systemd's verdict on the unit; other units that it depends on may be wrong on this machine, too."""
    _, said = analyze(unit, "verify", "--man=no", "--recursive-errors=no")
    return [line for line in said.splitlines() if "cpu_temp_exporter" in line]


def exposure(unit):
    _, said = analyze(unit, "security", "--offline=true")
    return float(re.search(r"Overall exposure level for cpu_temp_exporter.service: ([0-9.]+)", said)[1])


def changed(directive, line):
    """The unit with this in place of each line of that directive."""
    text, found = re.subn(rf"^{directive}=.*\n", lambda _: line, UNIT, flags=re.M)
    assert found, directive
    return text


def without(directive):
    return changed(directive, "")


def value_of(directive):
    return re.search(rf"^{directive}=(.*)$", UNIT, re.M)[1]


class Unit(unittest.TestCase):
    def test_systemd_has_no_complaint(self):
        self.assertEqual(complaints(UNIT), [])

    def test_systemd_would_have_complained(self):
        for directive, wrong in {
            "ProtectHome": "ProtectHoem=yes",
            "Type": "Type=excellent",
            "TimeoutStopSec": "TimeoutStopSec=15 parsecs",
            "SystemCallFilter": "SystemCallFilter=@privilegde",
            "ExecStart": "ExecStart=/nonexistent/cpu_temp_exporter",
        }.items():
            with self.subTest(wrong=wrong):
                self.assertNotEqual(complaints(changed(directive, wrong + "\n")), [])

    def test_it_may_do_little(self):
        self.assertLessEqual(exposure(UNIT), MOST_EXPOSURE)

    def test_it_could_do_more_without_each_of_these(self):
        for directive in ("User", "CapabilityBoundingSet", "SystemCallFilter", "ProtectSystem", "PrivateUsers"):
            with self.subTest(directive=directive):
                self.assertGreater(exposure(without(directive)), exposure(UNIT))

    def test_a_wrong_option_is_not_tried_again(self):
        result = subprocess.run([EXPORTER, "--no-such-option"], capture_output=True, timeout=30)
        self.assertEqual(str(result.returncode), value_of("RestartPreventExitStatus"))


class Readme(unittest.TestCase):
    def test_names_the_files_and_the_account_of_the_unit(self):
        text = (UNITS / "README.md").read_text()
        for name in (
            f"`{value_of('EnvironmentFile').removeprefix('-')}`",
            f"the user `{value_of('User')}`",
            f"the group `{value_of('Group')}`",
            f"unix:/run/{value_of('RuntimeDirectory')}/",
        ):
            self.assertIn(name, text)


class Account(unittest.TestCase):
    def test_is_made_and_can_not_log_in(self):
        with tempfile.TemporaryDirectory() as root:
            Path(root, "etc").mkdir()
            command = ["systemd-sysusers", f"--root={root}", UNITS / "cpu_temp_exporter.sysusers"]
            result = subprocess.run(command, capture_output=True, text=True)
            self.assertEqual(result.returncode, 0, result.stderr)
            name, _, uid, _, _, home, shell = Path(root, "etc", "passwd").read_text().strip().split(":")
            self.assertEqual((name, home, shell), (value_of("User"), "/", "/usr/sbin/nologin"))
            self.assertNotEqual(int(uid), 0)
            self.assertTrue(Path(root, "etc", "group").read_text().startswith(value_of("Group") + ":"))


def environment_file():
    """{variable: (meaning, value)}, all of which are commented."""
    found = {}
    for paragraph in (UNITS / "cpu_temp_exporter.default").read_text().strip().split("\n\n")[1:]:
        *meaning, variable = paragraph.split("\n")
        name, value = re.fullmatch(r"#(CPU_TEMP_EXPORTER_[A-Z_]+)=(.*)", variable).groups()
        found[name] = (" ".join(line.removeprefix("# ") for line in meaning), value)
    return found


def environment_of_help(text):
    """The same of `--help`. A default that is a sentence and not a value belongs to the meaning."""
    found = {}
    for entry in re.split(r"\n(?=  --)", "\n" + text.split("\n\n--no-collector.NAME")[0])[1:]:
        first, *rest = entry.splitlines()
        name, argument, default = re.fullmatch(r"  --([a-z0-9_.-]+)(?: ([A-Z\[\]]+))?(?: \(=(.*)\))?", first).groups()
        if name in NOT_SERVING:
            continue
        meaning = " ".join(" ".join(rest).split())
        if not argument:
            default = "true" if default == "on" else "false"
        elif " " in (default or ""):
            meaning, default = f"{meaning} (by default {default})", ""
        found["CPU_TEMP_EXPORTER_" + re.sub("[.-]", "_", name).upper()] = (meaning, default or "")
    return found


class Environment(unittest.TestCase):
    def test_the_file_has_every_option_with_what_help_says_of_it_and_its_default(self):
        result = subprocess.run([EXPORTER, "--help"], capture_output=True, text=True, timeout=30, check=True)
        assert_same_entries(self, environment_file(), environment_of_help(result.stdout))

    def test_each_default_is_a_value_that_the_exporter_takes(self):
        defaults = {name: value for name, (_, value) in environment_file().items() if value}
        result = subprocess.run(
            [EXPORTER, "--once", "--demo"], env=os.environ | defaults, capture_output=True, text=True, timeout=30
        )
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertNotIn("level=warn", result.stderr)  # so it says of a variable that sets no option


if __name__ == "__main__":
    if not shutil.which("systemd-analyze"):
        print("skipped: no systemd-analyze, which Debian's package systemd has")
        sys.exit(77)
    unittest.main()
