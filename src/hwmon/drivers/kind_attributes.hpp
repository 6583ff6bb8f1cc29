#pragma once

#include <cputemp/hwmon/sensor_kind.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace cputemp::hwmon {

// The attributes of each kind of sensor, as Documentation/hwmon/sysfs-interface names them.

/// The parts of a file's name in a chip's directory: `temp1_crit_alarm` is temp, 1, crit_alarm.
struct attribute_name {
  sensor_kind kind;
  std::int64_t number;        ///< 0 if the name has none
  std::string_view property;  ///< `input`, `max` …; points into the file name; empty for a bare `pwm1`
};

/// Splits a file name as node_exporter does, by `^([^0-9]+)([0-9]*)?(_(.+))?$`. Returns nothing for files that are not
/// an attribute of a sensor (`name`, `temp1_`, `temp_input`, numbers that do not fit into an int64, as in Go). Ignores
/// leading zeros.
std::optional<attribute_name> parse_attribute_name(std::string_view file_name) noexcept;

/// The properties that hold the reading of such a sensor, the best first; none for kinds that measure nothing.
std::span<const std::string_view> measured_properties(sensor_kind) noexcept;

/// What a file other than the reading says of a sensor.
enum class attribute_role : std::uint8_t { label, limit, enable, alarm, fault, other };

attribute_role role_of(sensor_kind, std::string_view property) noexcept;

/// Returns the subject of an alarm or fault file: `crit` for `crit_alarm`, `alarm` for the bare one; otherwise empty.
std::string_view alarm_of(std::string_view property) noexcept;

}  // namespace cputemp::hwmon
