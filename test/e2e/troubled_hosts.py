"""Hosts in trouble: the output of `--once --demo` for a healthy host, changed in one place each and served over HTTP."""

import http.server
import re
import time

from harness import run
from scrapers import LocalServer

# What the dashboards need.
KINDS = "temp,fan,pwm"

# A few cores are enough, and Prometheus answers sooner.
FURTHER_CORE = re.compile(r'^.*\bcore="(?:[5-9]|\d\d)".*\n', re.M)
SAMPLE = re.compile(r"^(?P<series>[a-z_]+(?:\{.*\})?) (?P<value>\S+)$", re.M)


class Host:
    """Changes are (regular expression for series, what becomes of the value); None leaves the sample out.

    `adds` has series that there are beside those: `--once` has none of what is counted between scrapes. `schema` is that of
    --metrics.schema, and `labels` are those of its target.
    """

    def __init__(self, *changes, adds=(), schema="native", labels=()):
        self.changes = changes
        self.schema = schema
        self.labels = dict(labels)
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


def spikes(value, seconds):
    """High for these seconds, after two."""
    return lambda _, now: value if 2 <= now < 2 + seconds else 80


def stops_after(seconds):
    return lambda value, now: value if now < seconds else 0


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
CORE_3_WINDOW = f'hwmon_temp_window_max_celsius{{{CORE_3_LABELS},window="60s"}}'
BOARD_CRIT = f'hwmon_temp_alarm{{alarm="crit",{BOARD},chip_name="nct6798",label="SYSTIN",sensor="temp1"}}'

SPIKE = 99


def spike():
    """Between two scrapes, so that only windows have it. After it they have less, but more than is read."""
    package = f'{CPU},chip_name="coretemp",kind="package",label="Package id 1",package="1",sensor="temp1"'
    disk = f'{DISK},chip_name="nvme",label="Composite",sensor="temp1"'
    return Host(
        (r"^hwmon_temp_window_max_celsius|^cpu_temperature_window_celsius", spikes(SPIKE, 2)),
        adds=(
            CORE_3_WINDOW,
            f'hwmon_temp_window_max_celsius{{{package},window="60s"}}',
            f'hwmon_temp_window_max_celsius{{{disk},window="60s"}}',
            'cpu_temperature_window_celsius{quantile="1"}',
        ),
    )


FAN_1, FAN_2 = (rf"^hwmon_fan_rpm\{{{BOARD},.*sensor=\"fan{number}\"" for number in (1, 2))
PWM_1, PWM_2 = (rf"^hwmon_pwm_ratio\{{{BOARD},.*sensor=\"pwm{number}\"" for number in (1, 2))
NO_MINIMUM = (rf"^hwmon_fan_limit_rpm\{{{BOARD},.*limit=\"min\"", becomes(None))

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
    "asleep": Host(
        (rf"^hwmon_temp_celsius\{{({CPU}|{DISK})", ends_after(3)), (rf"^hwmon_chip_asleep\{{({CPU}|{DISK})", becomes(1))
    ),
    "dozing": Host((rf"^hwmon_chip_asleep\{{{CPU}", alternates(3))),
    "hung": Host(
        (rf"^hwmon_temp_celsius\{{({CPU}|{DISK})", ends_after(3)), (rf"^hwmon_chip_up\{{({CPU}|{DISK})", becomes(0))
    ),
    # Both packages; that there is no CPU temperature is no trouble of its own.
    "cpu-hung": Host(
        (r"^cpu_temperature_celsius$|^hwmon_temp_celsius\{chip=\"demo_coretemp", ends_after(3)),
        (r"^hwmon_chip_up\{chip=\"demo_coretemp", becomes(0)),
    ),
    # No fault: its one sensor never had a reading.
    "nothing-connected": Host(
        (rf"^hwmon_temp_celsius\{{{ROOM}", becomes(None)),
        (rf"^hwmon_chip_up\{{{ROOM}", becomes(0)),
        (errors(ROOM, "implausible"), rises(1)),
    ),
    "restarting": Host((r"^process_start_time_seconds$", rises(1)), adds=("process_start_time_seconds",)),
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
    # The operator has chosen these degrees.
    "hot-for-the-operator": Host(
        (rf"^hwmon_temp_limit_celsius\{{{CPU}", becomes(None)),
        (r'_above_seconds_total.*threshold="95"', rises(100)),
        adds=above(1, "95"),
    ),
    # Nothing is known about the CPU.
    "hotter-than-any": Host((r"^cpu_temperature_celsius$", becomes(96.5)), adds=above(1, "85")),
    # No fault: one package was below its `max`, and one that has only `crit` was below the degrees of --threshold.
    "warm-for-long": Host(
        (r'_above_seconds_total.*(package="1",threshold="95"|package="0",threshold="crit")', rises(100)),
        adds=above(1, "95", "crit", "max") + above(0, "95", "crit"),
    ),
    # Four, of which each has a chip, a sensor and a name that another one has, too.
    "alarm": Host((rf"^hwmon_temp_alarm\{{.*({DISK}|{BOARD})", becomes(1)), adds=(BOARD_CRIT,)),
    "throttled": Host((r'^cpu_package_throttled_seconds_total\{package="1"', rises(50))),
    "throttled-core": Host((r'^cpu_core_throttled_seconds_total\{core="3",package="1"', rises(50))),
    # The kernel counts it as it begins, and its time as it ends. The limit is 100.
    "throttled-since": Host(
        (r'^cpu_package_throttles_total\{package="1"', once_after(3)),
        (rf"^hwmon_temp_celsius\{{{CPU},.*label=\"Core 3\"", becomes(93)),
        (rf"^hwmon_temp_limit_celsius\{{{CPU}.*limit=\"max\"", becomes(None)),
    ),
    # The card's limits are 100 and 105, those of the cores 88 and 100.
    "near-critical": Host(
        (rf"^hwmon_temp_celsius\{{{CARD}", becomes(101)),
        (rf"^hwmon_temp_celsius\{{{CPU},.*label=\"Core 3\"", becomes(97)),
        (rf"^hwmon_temp_celsius\{{{CPU},.*label=\"Core 4\"", becomes(96)),
    ),
    "near-critical-core": Host((rf"^hwmon_temp_celsius\{{{CPU},.*label=\"Core 3\"", becomes(97))),
    "at-crit": Host((rf"^hwmon_temp_celsius\{{{CARD}", becomes(100))),
    # All right: `max` says that this is normal.
    "laptop": Host(
        (rf"^hwmon_temp_celsius\{{{CPU},.*kind=\"package\"", becomes(97)),
        (rf"^hwmon_temp_limit_celsius\{{{CPU},.*kind=\"package\"", becomes(100)),
    ),
    # Some drivers have a `max` above `crit`.
    "critical-below-max": Host(
        (rf"^hwmon_temp_celsius\{{{CPU},.*kind=\"package\"", becomes(100)),
        (rf"^hwmon_temp_limit_celsius\{{{CPU},.*kind=\"package\".*limit=\"max\"", becomes(110)),
    ),
    # It has zones only, of which one is 2 °C below critical, and one above the trip that starts its cooling.
    "zones": Host(
        (r"^hwmon_temp_", becomes(None)),
        (r'^thermal_zone_celsius.*zone="0"', becomes(103)),
        (r'^thermal_zone_trip_celsius.*trip_type="passive"', becomes(60)),
    ),
    "fan-alarm": Host((r"^hwmon_fan_alarm", becomes(1))),
    "fan-stalled": Host((FAN_1, stops_after(3)), NO_MINIMUM),
    "fan-slow": Host((FAN_2, becomes(200))),
    # Its own pwm counts, and not that of the fan beside it, which stands still by design.
    "fan-alone": Host((FAN_1, stops_after(3)), (FAN_2, stops_after(3)), (PWM_2, becomes(0)), NO_MINIMUM),
    # No faults: not all of these must turn, and the last one has never turned.
    "fan-off": Host((FAN_1, stops_after(3)), (PWM_1, becomes(0))),
    "fan-idle": Host((FAN_1, stops_after(3)), (PWM_1, becomes(0.2)), NO_MINIMUM),
    "fan-without-pwm": Host((rf"^hwmon_fan_rpm\{{{CARD}", stops_after(3))),
    "no-fan": Host((FAN_1, becomes(0)), NO_MINIMUM),
    "spike": spike(),
    # What it says about limits and alarms has other names.
    "node-exporter": Host(schema="node_exporter"),
    "virtual": Host((r"^(hwmon|thermal|cooling|cpu)_.*", becomes(None)), labels={"sensors": "none"}),
    # The others have 64.
    "warm": Host((r"^cpu_temperature_celsius$", becomes(74))),
    "hot": Host(
        (r"^cpu_temperature_celsius$", becomes(97)), adds=(*above(1, "max"), "process_start_time_seconds")
    ),
}


class TroubledHosts(LocalServer):
    """Serves each of the hosts at its name."""

    def __init__(self):
        healthy = {}
        for schema in ("native", "node_exporter"):
            flags = (f"--metrics.schema={schema}", f"--collector.hwmon.kinds={KINDS}")
            _, demo, _ = run("--once", "--demo", *flags)
            healthy[schema] = FURTHER_CORE.sub("", demo)

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                host = HOSTS[self.path.removeprefix("/")]
                body = host.exposition(healthy[host.schema]).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/plain; version=0.0.4")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        super().__init__(Handler)
