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

// POWER8 names a core by the first and the last of its threads.
constexpr cpu_rule power_cpu[] = {
    {{.label = "Chip @ Core #"}, cpu_part::core},
    {{.label = "Chip @ Core #-#"}, cpu_part::core},
    {{.label = "Core #"}, cpu_part::core},
    {{.label = "Core #-#"}, cpu_part::core},
};

// What a board's management controller sees of the host's CPU, which is the CPU that matters there. DTS is a value for
// fan control, and Tcontrol, Tthrottle and Tjmax are limits.
constexpr cpu_rule peci_cpu[] = {
    {{.label = "Die"}, cpu_part::package},
    {{.label = "Core #"}, cpu_part::core},
};

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

// The largest 8-bit value is what the limits are after a reset.
constexpr sentinel limit_after_reset[] = {{127'000, sentinel_use::limits}};

// All ones in a 16-bit register, passed on without scaling.
constexpr sentinel all_ones[] = {{65'535, sentinel_use::both}};

// Sorted by name.
constexpr driver_facts known_drivers[] = {
    // The firmware of some boards has constant values here, such as 16.8 with a critical 18.8.
    {.driver = "acpitz", .least_upper_limit = 40'000},
    {.driver = "adm1025", .sentinels = limit_after_reset},
    {.driver = "adm1026", .sentinels = limit_after_reset},
    {.driver = "adm1027", .sentinels = limit_after_reset},
    {.driver = "adt746*", .sentinels = limit_after_reset},  // adt7463, adt7468, adt7467
    {.driver = "adt747*", .sentinels = limit_after_reset},  // adt7473, adt7475, adt7476
    {.driver = "adt7490", .sentinels = limit_after_reset},
    {.driver = "altra_hwmon", .cpu = altra_cpu},
    {.driver = "apm_xgene", .cpu = xgene_cpu},
    {.driver = "asusec", .sentinels = asus_nothing},
    {.driver = "coretemp", .package = package_rule::coretemp_device, .cpu = coretemp_cpu},
    {.driver = "cpu_hwmon", .cpu = loongson_cpu},
    {.driver = "dme1737", .sentinels = limit_after_reset},
    {.driver = "drivetemp", .slow = true},  // an ATA command, behind the disk's queue
    {.driver = "emc6d10*", .sentinels = limit_after_reset},
    {.driver = "gigabyte_wmi", .sentinels = gigabyte_nothing},
    {.driver = "ibmpowernv", .cpu = power_cpu, .sentinels = zero_is_nothing},
    {.driver = "it8*", .sentinels = it87_nothing},  // it87: it8705 to it8792
    {.driver = "k10temp", .package = package_rule::amd_node, .cpu = k10temp_cpu},
    {.driver = "k8temp", .package = package_rule::amd_node, .cpu = k8temp_cpu},
    {.driver = "lm85*", .sentinels = limit_after_reset},
    {.driver = "lm87", .sentinels = limit_after_reset},
    {.driver = "max1668", .sentinels = limit_after_reset},
    {.driver = "nct*", .sentinels = open_diode},  // nct6775, nct6683, nct7802 …
    {.driver = "nvme", .slow = true},             // an admin command
    {.driver = "peci_cputemp*", .cpu = peci_cpu},
    {.driver = "peci_dimmtemp*"},  // its name ends with that of the CPU
    {.driver = "sbtsi", .cpu = whole_package},
    {.driver = "sch311x", .sentinels = limit_after_reset},
    {.driver = "sch5027", .sentinels = limit_after_reset},
    {.driver = "smsc47m192", .sentinels = limit_after_reset},
    {.driver = "thinkpad", .sentinels = zero_is_nothing},
    {.driver = "via_cputemp", .cpu = via_cpu},
    {.driver = "w1_slave_temp", .slow = true, .one_wire = true},  // a conversion of 750 ms
    {.driver = "w83*", .sentinels = open_diode},                  // w83627ehf, w83795 …
    {.driver = "zenpower", .package = package_rule::amd_node, .cpu = zenpower_cpu},
};

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
  const auto part = soc_part(driver);
  if (!part) return of_any_driver;
  return *part == cpu_part::package ? soc_package : soc_die;
}

std::span<const driver_facts> driver_table() noexcept { return known_drivers; }

std::span<const sentinel> common_sentinels() noexcept { return all_ones; }

}  // namespace cputemp::hwmon
