#pragma once

#include "drivers/name_pattern.hpp"

#include <cputemp/hwmon/cpu_position.hpp>
#include <cputemp/hwmon/sensor_kind.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace cputemp::hwmon {

// What is known of drivers, in one table. README.md in this folder says how to add to it.

/// How a rule names a sensor. The defaults fit every sensor.
struct sensor_pattern {
  std::string_view sensor = "*";  ///< the kernel's name: `temp1`
  std::string_view label = "*";   ///< as in match_name; "" fits a sensor without a label
};

/// The names of a sensor that rules go by.
struct sensor_name {
  std::string_view sensor;
  std::string_view label;  ///< cleaned; empty without one
};

std::optional<pattern_match> match(const sensor_pattern&, const sensor_name&) noexcept;

/// A temperature that belongs to a CPU.
struct cpu_rule {
  sensor_pattern which;
  cpu_part part;
  std::string_view unless_beside = {};  ///< not if another sensor of the chip has this label
};

/// Which values a sentinel stands for.
enum class sentinel_use : std::uint8_t { readings, limits, both };

/// A value by which a driver says that there is none.
struct sentinel {
  std::int64_t value;  ///< in the unit of the kind
  sentinel_use use;
  sensor_pattern which = {};
  sensor_kind kind = sensor_kind::temp;
};

/// How to find the CPU package that a chip belongs to, if no label says so.
enum class package_rule : std::uint8_t {
  unknown,
  coretemp_device,  ///< N of the platform device coretemp.N
  amd_node,         ///< by the PCI slot, in which AMD's CPUs show a node
  only_one          ///< the machine has one package
};

/// A row of the table.
struct driver_facts {
  std::string_view driver = {};  ///< device_description::driver; `*` at the end stands for anything
  bool slow = false;             ///< sends the device a command for each attribute
  bool one_wire = false;         ///< shows 85 degrees before the first conversion
  package_rule package = package_rule::unknown;
  std::span<const cpu_rule> cpu = {};  ///< the first that fits counts
  bool labels_are_places = false;      ///< labels are names of places on the die, as those of zones are
  std::span<const sentinel> sentinels = {};
  std::int64_t least_upper_limit = 1;  ///< in millidegrees; a lower `max`, `crit` or critical trip point is none
};

/// Returns the facts for a chip's driver: its row, those of a chip whose limits have 8 bits, those of an SoC's chip
/// that is named after its sensor (soc_sensors), or the facts that hold for any driver. The object lives for ever.
const driver_facts& facts_of(std::string_view driver) noexcept;

/// The whole table; the first row that fits a driver counts.
std::span<const driver_facts> driver_table() noexcept;

/// The sentinels of every driver.
std::span<const sentinel> common_sentinels() noexcept;

}  // namespace cputemp::hwmon
