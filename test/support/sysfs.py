"""Builds sysfs trees: a dictionary of relative path to content, laid out as the kernel lays it out."""

import os
import subprocess
from pathlib import Path

# A file system on which writing thousands of files costs little.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class Link(str):
    """The target of a symbolic link, in place of a file's content."""


def chip(number, device, name, files, bus=None):
    """hwmon chip hwmon<number> below `device` (a path below devices/), with what is in it.

    A `name` of None leaves the file out.
    """
    directory = f"devices/{device}/hwmon/hwmon{number}"
    tree = {
        f"class/hwmon/hwmon{number}": Link(f"../../{directory}"),
        f"{directory}/device": Link("../.."),
        f"{directory}/subsystem": Link(os.path.relpath("class/hwmon", directory)),
    }
    if name is not None:
        tree[f"{directory}/name"] = f"{name}\n"
    if bus is not None:
        tree[f"devices/{device}/subsystem"] = Link(os.path.relpath(f"bus/{bus}", f"devices/{device}"))
        tree[f"bus/{bus}/drivers_probe"] = ""
    for file, content in files.items():
        tree[f"{directory}/{file}"] = content if isinstance(content, (bytes, Link)) else f"{content}\n"
    return tree


def coretemp(number, package, cores, celsius=45, label="Package id", limits=True):
    """One Intel package: temp1 is the package, the others its cores, one degree apart."""
    names = [(1, f"{label} {package}")] + [(core + 2, f"Core {core}") for core in cores]
    files = {}
    for place, (index, text) in enumerate(names):
        files[f"temp{index}_label"] = text
        files[f"temp{index}_input"] = (celsius - place) * 1000
        if limits:
            files[f"temp{index}_max"] = 80000
            files[f"temp{index}_crit"] = 100000
            files[f"temp{index}_crit_alarm"] = 0
    return chip(number, f"platform/coretemp.{package}", "coretemp", files, bus="platform")


def k10temp(number, tctl, tdie=None, ccds=()):
    files = {"temp1_label": "Tctl", "temp1_input": tctl}
    if tdie is not None:
        files |= {"temp2_label": "Tdie", "temp2_input": tdie}
    for index, value in enumerate(ccds):
        files |= {f"temp{index + 3}_label": f"Tccd{index + 1}", f"temp{index + 3}_input": value}
    return chip(number, "pci0000:00/0000:00:18.3", "k10temp", files, bus="pci")


def zone(number, kind, millidegrees, trips=()):
    """A thermal zone; trips are pairs of type and millidegrees."""
    directory = f"devices/virtual/thermal/thermal_zone{number}"
    tree = {
        f"class/thermal/thermal_zone{number}": Link(f"../../{directory}"),
        f"{directory}/type": f"{kind}\n",
        f"{directory}/temp": f"{millidegrees}\n",
        f"{directory}/policy": "step_wise\n",
    }
    for index, (trip, value) in enumerate(trips):
        tree[f"{directory}/trip_point_{index}_type"] = f"{trip}\n"
        tree[f"{directory}/trip_point_{index}_temp"] = f"{value}\n"
    return tree


def cooling_device(number, kind, state, maximum):
    directory = f"devices/virtual/thermal/cooling_device{number}"
    return {
        f"class/thermal/cooling_device{number}": Link(f"../../{directory}"),
        f"{directory}/type": f"{kind}\n",
        f"{directory}/cur_state": f"{state}\n",
        f"{directory}/max_state": f"{maximum}\n",
    }


def processor(number, package, core, core_throttles=0, package_throttles=0):
    directory = f"devices/system/cpu/cpu{number}"
    return {
        f"{directory}/topology/physical_package_id": f"{package}\n",
        f"{directory}/topology/core_id": f"{core}\n",
        f"{directory}/thermal_throttle/core_throttle_count": f"{core_throttles}\n",
        f"{directory}/thermal_throttle/core_throttle_total_time_ms": f"{core_throttles * 250}\n",
        f"{directory}/thermal_throttle/package_throttle_count": f"{package_throttles}\n",
        f"{directory}/thermal_throttle/package_throttle_total_time_ms": f"{package_throttles * 500}\n",
    }


def merge(*trees):
    whole = {}
    for tree in trees:
        whole |= tree
    return whole


def write(root, tree):
    """Writes a tree below `root` and returns that as a Path."""
    for name, content in tree.items():
        path = Path(root, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Link):
            path.symlink_to(content)
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content)
    return Path(root)


def unpack_captured_host(directory):
    """The captured host of test/fixtures; returns its sysfs root."""
    archive = Path(__file__).parent.parent / "fixtures" / "linux-6.1-sysfs.tar.xz"
    subprocess.run(["tar", "-C", directory, "-xf", archive], check=True)
    return Path(directory, "sys")
