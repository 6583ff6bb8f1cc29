"""The values that the panels show for hosts in trouble."""

from dashboard_scene import FEW, NEVER, TROUBLED, TWIN
from dashboards import FILES, load, panels

DASHBOARDS = {dashboard["uid"]: dashboard for dashboard in map(load, FILES)}
HOST, FLEET = "cpu-temp-host", "cpu-temp-fleet"

# These show nothing while all is well. EXPECTED has what they show in trouble.
EMPTY_WHEN_HEALTHY = {
    (HOST, "annotation Throttling"),
    (FLEET, "annotation Throttling"),
    (FLEET, "Troubles"),
    (FLEET, "Alerts"),
}

STATES = {
    "healthy": "All right",
    "no-cpu": "No CPU temperature",
    "lost": "Sensor lost",
    "switched-off": "All right",
    "failing": "Sensor lost",
    "faulty": "Alarm",
    "vanished": "Sensor lost",
    "asleep": "All right",
    "dozing": "All right",
    "hung": "Chip hung",
    "cpu-hung": "Chip hung",
    "nothing-connected": "All right",
    "restarting": "Restarting",
    "above-max": "At or above its limit",
    "at-max": "At or above its limit",
    "hot-for-long": "Hot for long",
    "hot-without-limits": "All right",
    "hot-for-the-operator": "Hot for long",
    "hotter-than-any": "Hot for long",
    "warm-for-long": "All right",
    "alarm": "Alarm",
    "throttled": "Throttled",
    "throttled-core": "Throttled",
    "throttled-since": "Throttled",
    "near-critical": "Near critical",
    "near-critical-core": "Near critical",
    "at-crit": "Near critical",
    "laptop": "All right",
    "critical-below-max": "Near critical",
    "zones": "Near critical",
    "fan-alarm": "Alarm",
    "fan-stalled": "Fan stalled",
    "fan-slow": "Fan stalled",
    "fan-alone": "Fan stalled",
    "fan-off": "All right",
    "fan-idle": "All right",
    "fan-without-pwm": "All right",
    "no-fan": "All right",
    "spike": "All right",
    "node-exporter": "Unknown",
    "virtual": "Unknown",
    "warm": "All right",
    "hot": "Hotter than its peers",
    "down": "Exporter down",
}


def state(text):
    """The number that the panel State shows as this text."""
    (panel,) = [panel for panel in panels(DASHBOARDS[HOST]) if panel["title"] == "State"]
    texts = panel["fieldConfig"]["defaults"]["mappings"][0]["options"]
    return next(float(number) for number, shown in texts.items() if shown["text"] == text)


HANGS, ANSWERS, SLEEPS = 0, 1, 2
CHIPS = (
    *("demo_amdgpu_0", "demo_coretemp_0", "demo_coretemp_1", "demo_corsairpsu_0", "demo_nct6798_0", "demo_nvme_0"),
    *("demo_sht3x_0", "cooling_devices", "cpu_throttle", "thermal_zone0", "thermal_zone1"),
)


# None of them stalled.
FANS = {
    "CPU 0 fan · demo_nct6798_0 fan1": 0,
    "CPU 1 fan · demo_nct6798_0 fan2": 0,
    "fan1 · demo_amdgpu_0 fan1": 0,
    "psu fan · demo_corsairpsu_0 fan1": 0,
}

ZONE_0, ZONE_1 = ("demo_acpitz", "thermal_zone0", "temp"), ("demo_x86_pkg_temp", "thermal_zone1", "temp")
# The rows of sensors that have a critical limit, and of those that have none.
CRITICAL = {
    *((f"Core {core}", f"demo_coretemp_{chip}", f"temp{core + 2}") for core in range(5) for chip in range(2)),
    *((f"Package id {chip}", f"demo_coretemp_{chip}", "temp1") for chip in range(2)),
    ("Composite", "demo_nvme_0", "temp1"),
    ("edge", "demo_amdgpu_0", "temp1"),
    ("vrm temp", "demo_corsairpsu_0", "temp1"),
    *(ZONE_0, ZONE_1),
}
SENSORS = CRITICAL | {
    ("CPUTIN", "demo_nct6798_0", "temp2"),
    ("SYSTIN", "demo_nct6798_0", "temp1"),
    ("temp1", "demo_sht3x_0", "temp1"),
}

# The chips that panels show if one is chosen: (query, instance, chip): chips.
EXPECTED_OF_A_CHIP = {
    HOST: {
        **{("Nearest limit, A", "zones", f"thermal_zone{zone}"): [f"thermal_zone{zone}"] for zone in range(2)},
        **{(f"All sensors, {ref}", "zones", "thermal_zone1"): ["thermal_zone1"] for ref in "ADE"},
    },
    FLEET: {},
}

# Values of panels for the hosts in trouble: (panel or query, instance[, jobs]): {legend: value}, or the rows of a table.
EXPECTED = {
    HOST: {
        **{("State", instance): {"State": state(text)} for instance, text in STATES.items()},
        ("State", "never", NEVER): {"State": state("Exporter down")},
        # A few have no usual value.
        ("State", "hot", FEW): {"State": state("All right")},
        # A host that two jobs scrape counts its troubles once.
        ("Lost", "lost", TROUBLED, TWIN): {"Lost": 3},
        ("Lost", "switched-off"): {"Lost": 0},
        ("Lost", "failing"): {"Lost": 1},
        ("Lost", "faulty"): {"Lost": 1},
        ("Lost", "vanished"): {"Lost": 1},
        ("Lost", "asleep"): {"Lost": 0},
        ("Lost", "hung"): {"Lost": 0},
        ("Hung", "hung", TROUBLED, TWIN): {"Hung": 2},
        ("Hung", "nothing-connected"): {"Hung": 0},
        ("Lost", "nothing-connected"): {"Lost": 0},
        ("Chips", "nothing-connected"): {chip: ANSWERS for chip in CHIPS},
        ("Alarms", "alarm", TROUBLED, TWIN): {"Alarms": 4},
        # All the time: more is counted in that time, as when a throttle that began before it ends.
        ("Throttled", "throttled"): {"Throttled": 1},
        ("Throttled", "throttled-core"): {"Throttled": 1},
        ("Throttled time, A", "throttled"): {"Package 0": 0, "Package 1": 1},
        ("Throttled time, B", "throttled-core"): {"Worst core of 0": 0, "Worst core of 1": 1},
        ("CPU, A", "healthy"): {"Package id 0 · demo_coretemp_0": 64, "Package id 1 · demo_coretemp_1": 46},
        ("CPU, A", "no-package"): {"Package id 0 · demo_coretemp_0": 64},
        ("Disks, boards, cards and zones, A", "healthy"): {
            "Composite · demo_nvme_0 temp1",
            "CPUTIN · demo_nct6798_0 temp2",
            "SYSTIN · demo_nct6798_0 temp1",
            "edge · demo_amdgpu_0 temp1",
            "temp1 · demo_sht3x_0 temp1",
            "vrm temp · demo_corsairpsu_0 temp1",
        },
        ("CPU cores", "healthy"): {f"Core {core} · demo_coretemp_{chip}" for core in range(5) for chip in range(2)},
        ("CPU, B", "spike"): {"Peak": 80},
        ("CPU, D", "spike"): {"Peak of Package id 1 · demo_coretemp_1": 80},
        ("Alarms", "fan-alarm"): {"Alarms": 2},
        ("Nearest limit", "healthy"): {"CPUTIN · demo_nct6798_0": 21.5},
        ("Nearest limit", "zones"): {"demo_acpitz · thermal_zone0": 2},
        ("All sensors, A", "healthy"): SENSORS,
        ("All sensors, D", "healthy"): CRITICAL,
        ("All sensors, E", "healthy"): SENSORS,
        ("All sensors, A", "zones"): {ZONE_0: 103, ZONE_1: 64},
        ("All sensors, D", "zones"): {ZONE_0: 105, ZONE_1: 100},
        ("All sensors, E", "zones"): {ZONE_0: 2, ZONE_1: 36},
        ("Stalled fans", "healthy"): FANS,
        ("Stalled fans", "fan-stalled"): FANS | {"CPU 0 fan · demo_nct6798_0 fan1": 1},
        ("Stalled fans", "fan-slow"): FANS | {"CPU 1 fan · demo_nct6798_0 fan2": 1},
        ("Stalled fans", "fan-alone"): FANS | {"CPU 0 fan · demo_nct6798_0 fan1": 1},
        ("Stalled fans", "fan-off"): FANS,
        ("Stalled fans", "fan-idle"): FANS,
        ("Stalled fans", "no-fan"): FANS,
        ("Chips", "healthy"): {chip: ANSWERS for chip in CHIPS},
        ("Chips", "hung"): {chip: ANSWERS for chip in CHIPS} | {"demo_coretemp_1": HANGS, "demo_nvme_0": HANGS},
        ("Chips", "asleep"): {chip: ANSWERS for chip in CHIPS} | {"demo_coretemp_1": SLEEPS, "demo_nvme_0": SLEEPS},
        # It fell asleep and woke up within the time range.
        ("Chips", "dozing"): set(CHIPS),
        ("annotation Throttling", "throttled"): {"Package 1 throttled"},
        ("annotation Throttling", "throttled-core"): {"Package 1 throttled"},
    },
    FLEET: {
        ("Down", None): {"Down": 1},
        ("Down", None, NEVER): {"Down": 1},
        ("Throttled", None): {"Throttled": 2},
        ("Hung chips", None): {"Hung": 4},
        ("Hosts, I", "hung"): {("hung",): 2},
        ("Hosts, I", "nothing-connected"): {("nothing-connected",): 0},
        ("Lost sensors", None): {"Lost": 6},
        ("Hottest host", None): {"hot": 97},
        ("Nearest limit", None): {"above-max": -10},
        ("annotation Throttling", None): {"throttled throttled", "throttled-core throttled"},
        ("Troubles", None): {
            ("down", "Exporter down", None, None, None),
            ("no-cpu", "No CPU temperature", None, None, None),
            ("near-critical", "Near critical", "demo_amdgpu_0", "edge", None),
            ("near-critical", "Near critical", "demo_coretemp_1", "Core 3", "1"),
            ("near-critical", "At or above its limit", "demo_amdgpu_0", "edge", None),
            ("near-critical", "At or above its limit", "demo_coretemp_1", "Core 3", "1"),
            ("near-critical-core", "Near critical", "demo_coretemp_1", "Core 3", "1"),
            ("near-critical-core", "At or above its limit", "demo_coretemp_1", "Core 3", "1"),
            ("at-crit", "Near critical", "demo_amdgpu_0", "edge", None),
            ("at-crit", "At or above its limit", "demo_amdgpu_0", "edge", None),
            ("above-max", "At or above its limit", "demo_sht3x_0", "temp1", None),
            ("at-max", "At or above its limit", "demo_sht3x_0", "temp1", None),
            ("hot-for-long", "At or above its limit", "demo_coretemp_1", "Package id 1", "1"),
            ("hot-for-long", "Hot for long", None, None, "1"),
            ("hot-for-the-operator", "Hot for long", None, None, "1"),
            ("hotter-than-any", "Hot for long", None, None, None),
            ("hotter-than-any", "Hotter than its peers", None, None, None),
            ("critical-below-max", "Near critical", "demo_coretemp_1", "Package id 1", "1"),
            ("critical-below-max", "At or above its limit", "demo_coretemp_1", "Package id 1", "1"),
            ("zones", "Near critical", "thermal_zone0", None, None),
            ("fan-alarm", "Alarm", "demo_nct6798_0", None, None),
            ("fan-stalled", "Fan stalled", "demo_nct6798_0", "CPU 0 fan", None),
            ("fan-slow", "Fan stalled", "demo_nct6798_0", "CPU 1 fan", None),
            ("fan-alone", "Fan stalled", "demo_nct6798_0", "CPU 0 fan", None),
            ("restarting", "Restarting", None, None, None),
            ("node-exporter", "Unknown", None, None, None),
            ("throttled", "Throttled", None, None, "1"),
            ("throttled-core", "Throttled", None, None, "1"),
            ("alarm", "Alarm", "demo_nvme_0", None, None),
            ("alarm", "Alarm", "demo_nct6798_0", None, None),
            ("faulty", "Alarm", "demo_coretemp_1", None, None),
            ("hot", "Hotter than its peers", None, None, None),
            ("hung", "Chip hung", "demo_coretemp_1", None, None),
            ("hung", "Chip hung", "demo_nvme_0", None, None),
            ("cpu-hung", "Chip hung", "demo_coretemp_0", None, None),
            ("cpu-hung", "Chip hung", "demo_coretemp_1", None, None),
            ("throttled-since", "Throttled", None, None, "1"),
            ("lost", "Sensor lost", "demo_coretemp_0", "Core 3", "0"),
            ("lost", "Sensor lost", "demo_coretemp_1", "Core 3", "1"),
            ("lost", "Sensor lost", "demo_coretemp_1", "Core 4", "1"),
            ("failing", "Sensor lost", "demo_coretemp_1", "Core 3", "1"),
            ("faulty", "Sensor lost", "demo_coretemp_1", "Core 3", "1"),
            ("vanished", "Sensor lost", "demo_nvme_0", "Composite", None),
        },
        ("Troubles", "hot", FEW): set(),
        # A host that two jobs scrape is one host.
        ("Troubles", "hung", TROUBLED, TWIN): {
            ("hung", "Chip hung", "demo_coretemp_1", None, None),
            ("hung", "Chip hung", "demo_nvme_0", None, None),
        },
        ("Troubles", "alarm", TROUBLED, TWIN): {
            ("alarm", "Alarm", "demo_nvme_0", None, None),
            ("alarm", "Alarm", "demo_nct6798_0", None, None),
        },
        ("Troubles", "lost", TROUBLED, TWIN): {
            ("lost", "Sensor lost", "demo_coretemp_0", "Core 3", "0"),
            ("lost", "Sensor lost", "demo_coretemp_1", "Core 3", "1"),
            ("lost", "Sensor lost", "demo_coretemp_1", "Core 4", "1"),
        },
        ("Up", "lost", TROUBLED, TWIN): {"Up": 1},
        ("Down", None, TROUBLED, TWIN): {"Down": 1},
        ("Hung chips", "hung", TROUBLED, TWIN): {"Hung": 2},
        ("Lost sensors", "lost", TROUBLED, TWIN): {"Lost": 3},
        ("Hosts, G", "asleep", TROUBLED, TWIN): {("asleep",): 11},
        ("Hosts, H", "asleep", TROUBLED, TWIN): {("asleep",): 2},
        ("Hosts, I", "hung", TROUBLED, TWIN): {("hung",): 2},
        ("Hosts, J", "fan-stalled", TROUBLED, TWIN): {("fan-stalled",): 1},
        # No host is no health.
        ("Troubles", None, "nothing"): {(None, "Unknown", None, None, None)},
        ("Hosts, J", "healthy"): {("healthy",): 0},
        ("Hosts, J", "fan-stalled"): {("fan-stalled",): 1},
        ("Hosts, J", "fan-slow"): {("fan-slow",): 1},
        ("Hosts, J", "fan-alone"): {("fan-alone",): 1},
        ("Hosts, J", "fan-off"): {("fan-off",): 0},
        ("Hosts, J", "fan-idle"): {("fan-idle",): 0},
        ("Hosts, J", "no-fan"): {("no-fan",): 0},
        ("CPU temperature, percentiles of hosts, D", "healthy"): {"Hottest": 64},
        ("CPU temperature, percentiles of hosts, D", "spike"): {"Hottest": 80},
        ("Hottest hosts over time", "healthy"): {"healthy": 64},
        ("Hottest hosts over time", "spike"): {"spike": 80},
        ("Troubles", None, NEVER): {("never", "Exporter down", None, None, None)},
        ("Alerts", None, NEVER): {("never", "CpuTemperatureExporterDown", "critical", "firing")},
        # Values of the other job are missing.
        ("Alerts", None): {
            ("hot", "CpuHotterThanPeers", "warning", "firing"),
            ("hotter-than-any", "CpuHotterThanPeers", "warning", "firing"),
            ("hot-for-the-operator", "CpuHotForLong", "warning", "firing"),
            ("hotter-than-any", "CpuHotForLong", "warning", "firing"),
            ("zones", "TemperatureNearCritical", "critical", "firing"),
            ("fan-slow", "FanStalled", "warning", "firing"),
            ("fan-stalled", "FanStalled", "warning", "firing"),
            ("fan-alone", "FanStalled", "warning", "firing"),
            ("fan-alarm", "HardwareAlarm", "warning", "firing"),
            ("critical-below-max", "TemperatureNearCritical", "critical", "firing"),
            ("hot-for-long", "CpuHotForLong", "warning", "firing"),
            ("throttled", "CpuThrottled", "warning", "firing"),
            ("throttled-core", "CpuThrottled", "warning", "firing"),
            ("hung", "TemperatureChipHung", "warning", "firing"),
            ("cpu-hung", "TemperatureChipHung", "warning", "firing"),
            ("throttled-since", "CpuThrottled", "warning", "firing"),
            ("above-max", "TemperatureAboveMax", "warning", "firing"),
            ("at-max", "TemperatureAboveMax", "warning", "firing"),
            ("alarm", "TemperatureAlarm", "warning", "firing"),
            ("near-critical", "TemperatureNearCritical", "critical", "firing"),
            ("near-critical-core", "TemperatureNearCritical", "critical", "firing"),
            ("at-crit", "TemperatureNearCritical", "critical", "firing"),
            ("lost", "TemperatureSensorLost", "warning", "firing"),
            ("failing", "TemperatureSensorLost", "warning", "firing"),
            ("faulty", "TemperatureSensorLost", "warning", "firing"),
            ("vanished", "TemperatureSensorLost", "warning", "firing"),
        },
    },
}
