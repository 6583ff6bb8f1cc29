"""The exporter makes no other system calls than its systemd unit allows."""

import os
import shutil
import signal
import sys
import tempfile
import unittest
from pathlib import Path

import sysfs
import unit_filter
from golden_test import host
from harness import QUICK, Exporter, main, skip_program, wait_until
from negotiation_table import ASK_FOR

UNIT = Path(os.environ["SOURCE_DIR"], "etc", "systemd", "cpu_temp_exporter.service")


def exporter_under(unit, *flags, **options):
    exporter = Exporter(*flags, **options)
    exporter.arguments = [sys.executable, "-B", unit_filter.__file__, str(unit), *exporter.arguments]
    return exporter


class UnitFilter(unittest.TestCase):
    def test_the_exporter_serves_all_that_it_has(self):
        with tempfile.TemporaryDirectory() as directory:
            tree = sysfs.write(directory, host())
            flags = (f"--path.sysfs={tree}", "--collector.hwmon.kinds=all", "--metrics.schema=both", "--web.threads=2")
            for listen in ("127.0.0.1:0", f"unix:{directory}/socket"):
                with self.subTest(listen=listen), exporter_under(UNIT, *flags, *QUICK, listen=listen) as exporter:
                    for accept in ASK_FOR.values():
                        headers = {"Accept": accept, "Accept-Encoding": "gzip"}
                        self.assertEqual(exporter.get(headers=headers).status, 200)
                    exporter.wait_for_samples()
                    self.assertIsNotNone(exporter.scrape().value("process_start_time_seconds"))
                    self.assertEqual(exporter.stop(), 0, exporter.log)

    def test_it_fails_without_one_of_the_calls_or_families(self):
        text = UNIT.read_text()
        for right, wrong in (("@resources", "@resources close_range"), (" AF_NETLINK\n", "\n")):
            with self.subTest(wrong=wrong), tempfile.TemporaryDirectory() as directory:
                self.assertIn(right, text)
                unit = Path(directory, "unit")
                unit.write_text(text.replace(right, wrong))
                exporter = exporter_under(unit).start()
                try:
                    wait_until(lambda: exporter.process.poll() is not None, 10, "killed")
                finally:
                    exporter.__exit__()
                self.assertEqual(exporter.process.returncode, -signal.SIGSYS)


if __name__ == "__main__":
    if not shutil.which("systemd-analyze"):
        skip_program("no systemd-analyze, which Debian's package systemd has")
    if os.environ.get("SANITIZED"):
        skip_program("a sanitizer makes calls of its own")
    main()
