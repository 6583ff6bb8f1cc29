"""Mounts the trees of fuse_sysfs.py, whose files can be made to fail and to hang."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import sysfs
from harness import wait_until


class Mount:
    """The tree of fuse_sysfs.py in a process of its own; `faults` replaces what is wrong with it."""

    def __init__(self, tree):
        self.directory = tempfile.TemporaryDirectory()
        scratch = Path(self.directory.name)
        self.root = scratch / "sys"
        self.root.mkdir()
        self.control = scratch / "control.json"
        self.faults({})
        plain = {
            name: {"link": str(content)} if isinstance(content, sysfs.Link) else content
            for name, content in tree.items()
        }
        (scratch / "tree.json").write_text(json.dumps(plain))
        program = Path(__file__).with_name("fuse_sysfs.py")
        self.process = subprocess.Popen(
            [sys.executable, "-B", program, self.root, scratch / "tree.json", self.control], stdin=subprocess.DEVNULL
        )

    def wait(self):
        wait_until(lambda: os.path.ismount(self.root) or self.process.poll() is not None, 10, "mounted")
        if not os.path.ismount(self.root):
            raise OSError(f"fuse_sysfs.py exited with {self.process.returncode}")

    def faults(self, faults):
        replacement = self.control.with_suffix(".new")
        replacement.write_text(json.dumps(faults))
        replacement.replace(self.control)

    def close(self):
        # Reads that still hang are released first.
        self.faults({})
        if os.path.ismount(self.root):
            subprocess.run(["fusermount", "-u", "-z", self.root], check=True)
        if self.process.poll() is None:
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.directory.cleanup()


def try_to_mount():
    """Returns why FUSE can't be used here; None if it can."""
    if not shutil.which("fusermount"):
        return "no fusermount"
    try:
        mount = Mount({"file": "content\n"})
    except OSError as error:
        return str(error)
    try:
        mount.wait()
    except (AssertionError, OSError) as error:
        return f"FUSE can't be mounted: {error}"
    finally:
        mount.close()
    return None
