#include "drivers/driver_table.hpp"

#include "drivers/soc_sensors.hpp"

namespace cputemp::hwmon {

namespace {

constexpr cpu_rule coretemp_cpu[] = {
    {{.label = "Package id @"}, cpu_part::package},
    {{.label = "Physical id @"}, cpu_part::package},  // up to Linux 4.x
    {{.label = "Core #"}, cpu_part::core},
};

// Beside Tdie, Tctl is a value for fan control, up to 27 degrees above the temperature (Documentation/hwmon/k10temp).
constexpr cpu_rule k10temp_cpu[] = {
    {{.label = "Tdie"}, cpu_part::package},
    {{.label = "Tctl"}, cpu_part::package, "Tdie"},
    {{.label = "Tccd#"}, cpu_part::die},
    {{.label = ""}, cpu_part::package},  // before family 17h, the one sensor has no label
};

constexpr cpu_rule zenpower_cpu[] = {
    {{.label = "Tdie"}, cpu_part::package},
    {{.label = "Tctl"}, cpu_part::package, "Tdie"},
    {{.label = "Tccd#"}, cpu_part::die},
};

// Two sensors for each of up to two cores, without labels.
constexpr cpu_rule k8temp_cpu[] = {{{}, cpu_part::die}};

constexpr cpu_rule via_cpu[] = {{{.label = "Core #"}, cpu_part::core}};

// Applied Micro's X-Gene and Ampere's eMAG and Altra. The power and the memory have sensors, too.
constexpr cpu_rule xgene_cpu[] = {{{.label = "SoC Temperature"}, cpu_part::die}};
constexpr cpu_rule altra_cpu[] = {{{.label = "SoC Temp"}, cpu_part::die}, {{.label = "SoC Temp #"}, cpu_part::die}};

// Loongson: one sensor for each package.
constexpr cpu_rule loongson_cpu[] = {{{.label = "CPU @ Temperature"}, cpu_part::package}};

// POWER8 names a core by the first and the last of its threads. A core that Linux does not run on has the firmware's
// number, which is no core's of Linux.
constexpr cpu_rule power_cpu[] = {
    {{.label = "Chip @ Core #"}, cpu_part::core},   {{.label = "Chip @ Core #-#"}, cpu_part::core},
    {{.label = "Core #"}, cpu_part::core},          {{.label = "Core #-#"}, cpu_part::core},
    {{.label = "Chip @ Core phy#"}, cpu_part::die}, {{.label = "Core phy#"}, cpu_part::die},
};

// What a board's management controller sees of the host's CPU, which is the CPU that matters there. DTS is a value for
// fan control, and Tcontrol, Tthrottle and Tjmax are limits.
constexpr cpu_rule peci_cpu[] = {
    {{.label = "Die"}, cpu_part::package},
    {{.label = "Core #"}, cpu_part::core},
};

// The same of Ampere's; memory and regulators have sensors, too.
constexpr cpu_rule smpro_cpu[] = {{{.label = "temp1 SoC"}, cpu_part::die}};
// The same by a chip that speaks PECI. Another sensor has the maximum of these.
constexpr cpu_rule max6621_cpu[] = {{{.label = "socket@_#"}, cpu_part::die}};

constexpr cpu_rule baikal_cpu[] = {{{.label = "CPU Core Temperature"}, cpu_part::die}};
// What the firmware of S905 and its kin has.
constexpr cpu_rule amlogic_cpu[] = {{{.label = "aml_thermal"}, cpu_part::die}};
// temp2 is the board's.
constexpr cpu_rule sophgo_cpu[] = {{{.sensor = "temp1"}, cpu_part::die}};

constexpr cpu_rule whole_package[] = {{{}, cpu_part::package}};
constexpr cpu_rule whole_die[] = {{{}, cpu_part::die}};

// Super-I/O chips read an open diode as the largest 7-bit value, with or without the half-degree bits.
constexpr sentinel open_diode[] = {
    {127'000, sentinel_use::both},
    {127'500, sentinel_use::both},
    {128'000, sentinel_use::both},
};

// The it87 family reads the same from a diode that is missing, and from one that the firmware has switched off.
constexpr sentinel it87_nothing[] = {
    {127'000, sentinel_use::both},
    {127'500, sentinel_use::both},
    {128'000, sentinel_use::both},
    {-55'000, sentinel_use::readings},
};
constexpr sentinel gigabyte_nothing[] = {{-55'000, sentinel_use::readings}};  // the board's it87, by its firmware

// A header without a sensor (asus-ec-sensors).
constexpr sentinel asus_nothing[] = {{-40'000, sentinel_use::readings}};

// An empty slot, or a channel that the machine does not use.
constexpr sentinel zero_is_nothing[] = {{0, sentinel_use::readings}};

// The largest signed 8-bit number, which no reading exceeds.
constexpr sentinel largest_limit[] = {{127'000, sentinel_use::limits}};

// All ones in a 16-bit register, passed on without scaling.
constexpr sentinel all_ones[] = {{65'535, sentinel_use::both}};

// Sorted by name.
constexpr driver_facts known_drivers[] = {
    // The firmware of some boards has constant values here, such as 16.8 with a critical 18.8.
    {.driver = "acpitz", .least_upper_limit = 40'000},
    {.driver = "altra_hwmon", .cpu = altra_cpu},
    {.driver = "apm_xgene", .cpu = xgene_cpu},
    {.driver = "as370", .package = package_rule::only_one, .cpu = whole_die},  // of Synaptics' SoC
    {.driver = "asusec", .sentinels = asus_nothing},
    {.driver = "coretemp", .package = package_rule::coretemp_device, .cpu = coretemp_cpu},
    {.driver = "cpu_hwmon", .cpu = loongson_cpu},
    {.driver = "drivetemp", .slow = true},  // an ATA command, behind the disk's queue
    {.driver = "gigabyte_wmi", .sentinels = gigabyte_nothing},
    {.driver = "ibmpowernv", .cpu = power_cpu, .sentinels = zero_is_nothing},
    {.driver = "it8*", .sentinels = it87_nothing},  // it87: it8705 to it8792
    {.driver = "k10temp", .package = package_rule::amd_node, .cpu = k10temp_cpu},
    {.driver = "k8temp", .package = package_rule::amd_node, .cpu = k8temp_cpu},
    {.driver = "ltq_cputemp", .package = package_rule::only_one, .cpu = whole_die},  // Lantiq VRX200
    {.driver = "max6621", .cpu = max6621_cpu},
    {.driver = "nct*", .sentinels = open_diode},  // nct6775, nct6683, nct7802 …
    {.driver = "nvme", .slow = true},             // an admin command
    {.driver = "peci_cputemp*", .cpu = peci_cpu},
    {.driver = "peci_dimmtemp*"},  // its name ends with that of the CPU
    // Baikal-T1. Other SoCs have other labels, or none, and more than one of these.
    {.driver = "pvt", .package = package_rule::only_one, .cpu = baikal_cpu},
    {.driver = "sbtsi", .cpu = whole_package},
    // The firmware names its sensors: CPU_B0 on CIX Sky1, soc on Arm Juno.
    {.driver = "scmi_sensors", .package = package_rule::only_one, .labels_are_places = true},
    {.driver = "scpi_sensors", .package = package_rule::only_one, .cpu = amlogic_cpu, .labels_are_places = true},
    {.driver = "sfctemp", .package = package_rule::only_one, .cpu = whole_die},  // StarFive JH7100, JH7110
    {.driver = "sg2042_mcu", .package = package_rule::only_one, .cpu = sophgo_cpu},
    {.driver = "smpro_hwmon", .cpu = smpro_cpu},
    {.driver = "thinkpad", .sentinels = zero_is_nothing},
    {.driver = "via_cputemp", .cpu = via_cpu},
    {.driver = "w1_slave_temp", .slow = true, .one_wire = true},  // a conversion of 750 ms
    {.driver = "w83*", .sentinels = open_diode},                  // w83627ehf, w83795 …
    {.driver = "zenpower", .package = package_rule::amd_node, .cpu = zenpower_cpu},
    {.driver = "zhaoxin_cputemp", .cpu = via_cpu},  // not in Linux itself
};

// Sorted: chips with limits in signed 8-bit registers, which many of them fill with 127 at a reset. Not a rule for all
// drivers: the critical trip point of NXP's i.MX 8 is 127 degrees.
constexpr std::string_view limits_of_8_bits[] = {
    "adm1020", "adm1021", "adm1022",    "adm1023", "adm1024", "adm1025",  "adm1026", "adm1027", "adm103*",  "adm9240",
    "adt746*", "adt747*", "adt7490",    "amc6821", "asb100",  "asc7621*", "dme1737", "ds1780",  "emc6d10*", "emc6w201",
    "f718*",   "f7537*",  "f75387",     "f8000",   "f81*",    "fsc*",     "gl523sm", "lm78",    "lm79",     "lm80",
    "lm81",    "lm82",    "lm83",       "lm84",    "lm85*",   "lm87",     "lm93",    "lm94",    "lm96000",  "max1617",
    "max1619", "max1668", "max1805",    "max1989", "mc1066",  "ne1618",   "ne1619",  "pc8736*", "pc87427",  "sch311x",
    "sch5027", "sch5127", "smsc47m192", "thmc10",  "thmc50",  "tmp103",
};
constexpr driver_facts with_limits_of_8_bits = {.sentinels = largest_limit};

constexpr driver_facts soc_package = {.package = package_rule::only_one, .cpu = whole_package};
constexpr driver_facts soc_die = {.package = package_rule::only_one, .cpu = whole_die};
constexpr driver_facts of_any_driver = {};

bool is_of(std::string_view row, std::string_view driver) noexcept {
  return row.ends_with('*') ? driver.starts_with(row.substr(0, row.size() - 1)) : driver == row;
}

}  // namespace

std::optional<pattern_match> match(const sensor_pattern& pattern, const sensor_name& name) noexcept {
  if (pattern.sensor != "*" && pattern.sensor != name.sensor) return std::nullopt;
  if (pattern.label == "*" || pattern.label == name.label) return pattern_match{};
  return match_name(pattern.label, name.label);
}

const driver_facts& facts_of(std::string_view driver) noexcept {
  for (const driver_facts& row : known_drivers)
    if (is_of(row.driver, driver)) return row;
  for (const std::string_view row : limits_of_8_bits)
    if (is_of(row, driver)) return with_limits_of_8_bits;
  const auto part = soc_part(driver);
  if (!part) return of_any_driver;
  return *part == cpu_part::package ? soc_package : soc_die;
}

std::span<const driver_facts> driver_table() noexcept { return known_drivers; }

std::span<const sentinel> common_sentinels() noexcept { return all_ones; }

}  // namespace cputemp::hwmon
