"""A host with so many sensors that no socket's buffers hold an answer."""

import contextlib
import functools
import tempfile
import unittest

import sysfs
from harness import Exporter, wait_until


@functools.cache
def large_host():
    """10,000 sensors with long labels and two limits."""
    files = {}
    for sensor in range(1, 1001):
        files[f"temp{sensor}_input"] = 30000 + sensor
        files[f"temp{sensor}_label"] = f"sensor {sensor} ".ljust(120, "x")
        files[f"temp{sensor}_max"] = 80000
        files[f"temp{sensor}_crit"] = 90000
    directory = tempfile.TemporaryDirectory(dir=sysfs.MEMORY)
    unittest.addModuleCleanup(directory.cleanup)
    chips = (sysfs.chip(number, f"platform/board.{number}", "board", files) for number in range(10))
    return sysfs.write(directory.name, sysfs.merge(*chips))


@contextlib.contextmanager
def exporter_of_large_host():
    """When all sensors are served."""
    with Exporter(f"--path.sysfs={large_host()}") as exporter:
        wait_until(lambda: exporter.get().body.count(b"\nhwmon_temp_celsius{") == 10000, 30, "10,000 sensors")
        yield exporter
