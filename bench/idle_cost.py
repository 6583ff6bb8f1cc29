#!/usr/bin/env python3
"""The exporter's cost on an idle host: CPU time, memory, and the size of a scrape.

EXPORTER names the program, which should be a release build. Each line is one configuration on one host:

    idle_cost.py [SECONDS]

measures each for so long, 60 seconds by default, after it has settled. The hosts are trees of files in memory, whose
reads cost about what those of sysfs do; what drivers and devices take comes on top. Beside it stand a loop that does
nothing but read the same inputs once a second and, if it is installed, node_exporter with its collector hwmon alone,
scraped as often.
"""

import os
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "test" / "support"))

import sysfs
from harness import Exporter
from node_exporter import NODE_EXPORTER, NodeExporter

SCRAPE_INTERVAL = 15
SETTLING = 3

# How many of a chip's sensors are of each kind, and their files.
KINDS = {
    "temp": (8, {"input": 45000, "label": "T", "max": 80000, "crit": 100000, "max_alarm": 0, "crit_alarm": 0}),
    "fan": (4, {"input": 1200, "label": "F", "min": 300, "alarm": 0}),
    "in": (6, {"input": 1032, "label": "V", "min": 900, "max": 1200, "alarm": 0}),
    "curr": (2, {"input": 8000, "label": "I", "max": 20000, "alarm": 0}),
    "power": (1, {"input": 65000000, "label": "P", "cap": 105000000, "alarm": 0}),
    "energy": (1, {"input": 123456789}),
    "humidity": (1, {"input": 45000}),
    "freq": (1, {"input": 1800000000, "label": "sclk"}),
    "pwm": (1, {"": 128, "enable": 2}),
}
SENSORS_OF_A_CHIP = sum(count for count, _ in KINDS.values())


def board(number):
    files = {}
    for kind, (count, elements) in KINDS.items():
        for index in range(1, count + 1):
            for element, value in elements.items():
                text = f"{value}{index}" if element == "label" else value
                files[f"{kind}{index}" + (f"_{element}" if element else "")] = text
    return sysfs.chip(number, f"platform/board.{number}", "nct6775", files)


def two_packages():
    """66 temperatures."""
    return [sysfs.coretemp(1000 + package, package, range(32)) for package in (0, 1)]


def large_host(sensors):
    """Chips with sensors of all kinds, two CPU packages with 64 cores, zones and cooling devices."""
    packages = two_packages()
    chips = [board(number) for number in range((sensors - 66) // SENSORS_OF_A_CHIP)]
    zones = [sysfs.zone(number, f"zone{number}", 45000, [("critical", 105000)]) for number in range(10)]
    cooling = [sysfs.cooling_device(number, "Processor", 0, 10) for number in range(64)]
    cores = [sysfs.processor(number, number // 32, number % 32, 5, 7) for number in range(64)]
    return sysfs.merge(*packages, *chips, *zones, *cooling, *cores)


def many_temperatures(sensors):
    """As many temperatures, a hundred to a chip."""
    files = {f"temp{index}_input": 45000 for index in range(1, 101)}
    return sysfs.merge(
        *(sysfs.chip(number, f"platform/many.{number}", "many", files) for number in range(sensors // 100))
    )


def cpu_seconds(process):
    """User and system time of all threads, also of those that have ended (clock_getcpuclockid(3))."""
    return time.clock_gettime((~process << 3) | 2)


def resident_bytes(process):
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def measure_server(name, process, scrape, seconds):
    """Scrapes at the usual interval for that long."""
    time.sleep(SETTLING)
    begin, used, text = time.monotonic(), cpu_seconds(process), ""
    while (now := time.monotonic()) < begin + seconds:
        text = scrape()
        time.sleep(max(0, min(SCRAPE_INTERVAL, begin + seconds - now)))
    share = (cpu_seconds(process) - used) / (time.monotonic() - begin)
    series = sum(1 for line in text.split("\n") if line and not line.startswith("#"))
    report(name, share, resident_bytes(process), series, len(text))


def measure(name, tree, flags, seconds):
    with Exporter(f"--path.sysfs={tree}", *flags) as exporter:
        exporter.wait_for_samples(2)
        measure_server(name, exporter.process.pid, lambda: exporter.get().text, seconds)


def measure_node_exporter(name, tree, scratch, seconds):
    if not NODE_EXPORTER:
        print(f"{name:<48} not measured: it is not installed")
        return
    with closing(NodeExporter(tree, scratch, "hwmon")) as program:
        measure_server(name, program.process.pid, program.scrape, seconds)


def bare_reader(name, tree, seconds):
    """The inputs of the tree, kept open and read with one pread each."""
    files = [os.open(path, os.O_RDONLY) for path in sorted(Path(tree).glob("class/hwmon/*/*_input"))]
    begin, used = time.monotonic(), time.process_time()
    while time.monotonic() - begin < seconds:
        for file in files:
            os.pread(file, 64, 0)
        time.sleep(1)
    share = (time.process_time() - used) / (time.monotonic() - begin)
    for file in files:
        os.close(file)
    report(name, share, None, len(files), None)


def report(name, share, resident, series, size):
    resident = "" if resident is None else f"{resident / 2**20:.1f} MiB"
    size = "" if size is None else f"{size / 1000:.0f} kB"
    print(f"{name:<48} {share:>8.3%} of a core {resident:>10} {series:>7} series {size:>9}", flush=True)


ALL_KINDS = "--collector.hwmon.kinds=all"


def main(seconds):
    with tempfile.TemporaryDirectory(dir=sysfs.MEMORY) as scratch:
        small = sysfs.write(Path(scratch, "small"), sysfs.merge(*two_packages()))
        bare_reader("66 temperatures: a loop of pread", small, seconds)
        measure("66 temperatures", small, [], seconds)
        measure_node_exporter("66 temperatures: node_exporter, hwmon alone", small, scratch, seconds)
        host = sysfs.write(Path(scratch, "host"), large_host(1000))
        bare_reader("1,000 sensors: a loop of pread", host, seconds)
        measure("1,000 sensors of all kinds", host, [ALL_KINDS], seconds)
        measure("the same, both schemas", host, [ALL_KINDS, "--metrics.schema=both"], seconds)
        temperatures = sysfs.write(Path(scratch, "temperatures"), many_temperatures(10000))
        measure("10,000 temperatures", temperatures, [], seconds)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
