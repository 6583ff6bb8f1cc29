#include "drivers/driver_table.hpp"

#include "drivers/soc_sensors.hpp"
#include "sysfs/kernel_text.hpp"

namespace cputemp::hwmon {

namespace {

constexpr cpu_rule coretemp_cpu[] = {
    {{.label = "Package id #"}, cpu_part::package},
    {{.label = "Physical id #"}, cpu_part::package},  // up to Linux 4.x
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

constexpr cpu_rule via_cpu[] = {{{.label = "Core #"}, cpu_part::core}};

constexpr cpu_rule whole_package[] = {{{}, cpu_part::package}};
constexpr cpu_rule whole_die[] = {{{}, cpu_part::die}};

// Super-I/O chips read an open diode as the largest 7-bit value, with or without the half-degree bits.
constexpr sentinel open_diode[] = {
    {127'000, sentinel_use::both},
    {127'500, sentinel_use::both},
    {128'000, sentinel_use::both},
};

// All ones in a 16-bit register, passed on without scaling.
constexpr sentinel all_ones[] = {{65'535, sentinel_use::both}};

// Sorted by name.
constexpr driver_facts known_drivers[] = {
    {.driver = "coretemp", .package = package_rule::coretemp_device, .cpu = coretemp_cpu},
    {.driver = "drivetemp", .slow = true},        // an ATA command, behind the disk's queue
    {.driver = "it8*", .sentinels = open_diode},  // it87: it8705 to it8792
    {.driver = "k10temp", .package = package_rule::amd_node, .cpu = k10temp_cpu},
    {.driver = "nct*", .sentinels = open_diode},  // nct6775, nct6683, nct7802 …
    {.driver = "nvme", .slow = true},             // an admin command
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
  if (!pattern.label.ends_with('#')) return std::nullopt;
  const auto number = number_after(pattern.label.substr(0, pattern.label.size() - 1), name.label);
  return number ? std::optional(pattern_match{number}) : std::nullopt;
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
