"""Programs of others, which the tests compare with or run."""

import os
from pathlib import Path


def oracle(name):
    """A program to compare with: on PATH, or where etc/test.sh unpacked it. None if it can't be had."""
    for directory in os.environ["PATH"].split(":") + [os.environ.get("ORACLES", "")]:
        path = Path(directory, name)
        if os.access(path, os.X_OK):
            return str(path)
    return None


def newer_oracle(name):
    """The program of a newer release than the host's, from where etc/test.sh unpacked it. None if it is not there."""
    path = Path(os.environ.get("ORACLES", ""), "../../newer/usr/bin", name).resolve()
    return str(path) if os.access(path, os.X_OK) else None
