"""The files at the top of the tree: a visitor should see the shape of the project, not its leftovers."""

import os
import subprocess
import unittest
from pathlib import Path

ALLOWED = set(
    "CMakeLists.txt CMakePresets.json src include test bench etc Dockerfile README.md LICENSE CHANGELOG.md".split()
)


def top_level(root):
    """Returns all that git tracks; in an unpacked archive all files, except those of the build directory."""
    try:
        listing = subprocess.run(["git", "-C", root, "ls-files", "-z"], capture_output=True, check=True, text=True)
        return {name.split("/")[0] for name in listing.stdout.split("\0") if name}
    except (OSError, subprocess.CalledProcessError):
        return {path.name for path in root.iterdir()} - {"build"}


class TopLevel(unittest.TestCase):
    def test_holds_nothing_else(self):
        entries = top_level(Path(os.environ["SOURCE_DIR"]))
        self.assertIn("CMakeLists.txt", entries)
        self.assertEqual({name for name in entries if not name.startswith(".")} - ALLOWED, set())


if __name__ == "__main__":
    unittest.main()
