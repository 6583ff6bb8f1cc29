"""Hosts in trouble: the output of `--once --demo` for a healthy host, changed in one place each and served over HTTP."""

import http.server
import re
import time

from harness import run
from scrapers import LocalServer

# A few cores are enough, and Prometheus answers sooner.
FURTHER_CORE = re.compile(r'^.*\bcore="(?:[5-9]|\d\d)".*\n', re.M)
SAMPLE = re.compile(r"^(?P<series>[a-z_]+(?:\{.*\})?) (?P<value>\S+)$", re.M)


class Host:
    """Changes are (regular expression for series, what becomes of the value); None leaves the sample out.

    `adds` has series that there are beside those: `--once` has none of what is counted between scrapes.
    """

    def __init__(self, *changes, adds=()):
        self.changes = changes
        self.adds = "".join(f"{series} 0\n" for series in adds)
        self.since = None

    def exposition(self, healthy):
        """`healthy`, changed; called for each scrape."""
        self.since = self.since or time.monotonic()
        seconds = time.monotonic() - self.since

        def changed(match):
            value = float(match["value"])
            for pattern, change in self.changes:
                if re.search(pattern, match["series"]):
                    value = change(value, seconds)
                    if value is None:
                        return ""
            return f"{match['series']} {value}"

        return re.sub(r"\n+", "\n", SAMPLE.sub(changed, healthy + self.adds))


def becomes(value):
    return lambda *_: value


def ends_after(seconds):
    return lambda value, now: value if now < seconds else None


def alternates(seconds):
    return lambda _, now: int(now / seconds) % 2


def once_after(seconds):
    """Counted once; it was not before, so that an increase is seen."""
    return lambda value, now: value + (now >= seconds)


def rises(per_second):
    """Faster than time, as tests have only seconds of the minutes that rules look back."""
    return lambda value, now: value + per_second * now


# The second package, the disk, the board, the room's sensor and the card.
CPU, DISK, BOARD, ROOM, CARD = (
    rf'chip="demo_{name}"' for name in ("coretemp_1", "nvme_0", "nct6798_0", "sht3x_0", "amdgpu_0")
)


def above(package, *thresholds):
    return [f'cpu_temperature_above_seconds_total{{package="{package}",threshold="{name}"}}' for name in thresholds]


def errors(chip, reason):
    return rf'^hwmon_read_errors_total\{{{chip},.*reason="{reason}"'


# A sensor without data: the driver says so, and the exporter counts it once.
CORE_3 = rf'^hwmon_temp_celsius\{{{CPU},.*label="Core 3"'
NO_DATA = ((CORE_3, ends_after(3)), (errors(CPU, "nodata"), once_after(3)))
# Series of some chips beside those of the demo.
CORE_3_LABELS = f'{CPU},chip_name="coretemp",core="3",kind="core",label="Core 3",package="1",sensor="temp5"'
CORE_3_FAULT = f'hwmon_temp_alarm{{alarm="fault",{CORE_3_LABELS}}}'
BOARD_CRIT = f'hwmon_temp_alarm{{alarm="crit",{BOARD},chip_name="nct6798",label="SYSTIN",sensor="temp1"}}'

HOSTS = {
    "healthy": Host(),
    "no-cpu": Host((r"^cpu_temperature_celsius$", becomes(None))),
    "no-package": Host((r"^hwmon_temp.*kind=\"package\"", becomes(None))),
    # Two sensors of one chip, and one of another that has the name of one of them.
    "lost": Host(
        (CORE_3, ends_after(3)),
        (rf"^hwmon_temp_celsius\{{{CPU},.*label=\"Core 4\"", ends_after(3)),
        (r"^hwmon_temp_celsius\{chip=\"demo_coretemp_0\",.*label=\"Core 3\"", ends_after(3)),
    ),
    # No fault, though another sensor of the chip reads nonsense.
    "switched-off": Host(*NO_DATA, (errors(CPU, "implausible"), rises(1))),
    # These are lost, though their chip has said that it has no data.
    "failing": Host(*NO_DATA, (errors(CPU, "io"), rises(1))),
    "faulty": Host(*NO_DATA, (r"^hwmon_temp_alarm\{alarm=\"fault\"", becomes(1)), adds=(CORE_3_FAULT,)),
    "vanished": Host((errors(DISK, "nodata"), once_after(3)), (rf"\{{(.*,)?{DISK}", ends_after(6))),
    # No CPU does that, but its sensors have more labels than others.
    "asleep": Host((rf"^hwmon_temp_celsius\{{{CPU}", ends_after(3)), (rf"^hwmon_chip_asleep\{{{CPU}", becomes(1))),
    "dozing": Host((rf"^hwmon_chip_asleep\{{{CPU}", alternates(3))),
    "hung": Host(
        (rf"^hwmon_temp_celsius\{{({CPU}|{DISK})", ends_after(3)), (rf"^hwmon_chip_up\{{({CPU}|{DISK})", becomes(0))
    ),
    # Its limit is 60; it has no critical one.
    "above-max": Host((rf"^hwmon_temp_celsius\{{{ROOM}", becomes(70))),
    "at-max": Host((rf"^hwmon_temp_celsius\{{{ROOM}", becomes(60))),
    "hot-for-long": Host(
        (rf"^hwmon_temp_celsius\{{{CPU},.*kind=\"package\"", becomes(90)),
        (r'_above_seconds_total.*threshold="(max|85)"', rises(100)),
        adds=above(1, "85", "crit", "max"),
    ),
    # As k10temp does.
    "hot-without-limits": Host(
        (rf"^hwmon_temp_celsius\{{{CPU},.*kind=\"package\"", becomes(95)),
        (rf"^hwmon_temp_limit_celsius\{{{CPU}", becomes(None)),
        (r'_above_seconds_total.*threshold="85"', rises(100)),
        adds=above(1, "85"),
    ),
    # No fault: one package was below its `max`, and one that has only `crit` was below the degrees of --threshold.
    "warm-for-long": Host(
        (r'_above_seconds_total.*(package="1",threshold="85"|package="0",threshold="crit")', rises(100)),
        adds=above(1, "85", "crit", "max") + above(0, "85", "crit"),
    ),
    # Four, of which each has a chip, a sensor and a name that another one has, too.
    "alarm": Host((rf"^hwmon_temp_alarm\{{.*({DISK}|{BOARD})", becomes(1)), adds=(BOARD_CRIT,)),
    "throttled": Host((r'^cpu_package_throttled_seconds_total\{package="1"', rises(50))),
    "throttled-core": Host((r'^cpu_core_throttled_seconds_total\{core="3",package="1"', rises(50))),
    # The card's limits are 100 and 105, those of the cores 88 and 100.
    "near-critical": Host(
        (rf"^hwmon_temp_celsius\{{{CARD}", becomes(101)),
        (rf"^hwmon_temp_celsius\{{{CPU},.*label=\"Core 3\"", becomes(97)),
        (rf"^hwmon_temp_celsius\{{{CPU},.*label=\"Core 4\"", becomes(96)),
    ),
    "at-crit": Host((rf"^hwmon_temp_celsius\{{{CARD}", becomes(100))),
    # The others have 64.
    "warm": Host((r"^cpu_temperature_celsius$", becomes(74))),
    "hot": Host((r"^cpu_temperature_celsius$", becomes(95))),
}


class TroubledHosts(LocalServer):
    """Serves each of the hosts at its name."""

    def __init__(self):
        _, demo, _ = run("--once", "--demo")
        healthy = FURTHER_CORE.sub("", demo)

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = HOSTS[self.path.removeprefix("/")].exposition(healthy).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        super().__init__(Handler)
