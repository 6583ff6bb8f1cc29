"""The scripts parse, can be run, and refuse what they don't know."""

import os
import subprocess
import unittest
from pathlib import Path

ROOT = Path(os.environ["SOURCE_DIR"])
COMMANDS = ("etc/run.sh", "etc/test.sh", "bench/scrape.sh", ".ci/run")


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


if __name__ == "__main__":
    unittest.main()
