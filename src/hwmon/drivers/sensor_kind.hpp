#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace cputemp::hwmon {

// The attributes of sensors as Documentation/hwmon/sysfs-interface names them.

/// The name of a file in a chip's directory, taken apart: `temp1_crit_alarm` is temp, 1, crit_alarm.
struct attribute_name {
  sensor_kind kind;
  std::int64_t number;        ///< 0 where the name has none
  std::string_view property;  ///< `input`, `max` …; points into the file name; empty for a bare `pwm1`
};

/// Takes a file name apart as node_exporter does, by `^([^0-9]+)([0-9]*)?(_(.+))?$`; nothing for files that are no
/// attribute of a sensor (`name`, `temp1_`, `temp_input`, numbers that an int64 does not hold, as in Go). Leading zeros
/// don't count.
std::optional<attribute_name> parse_attribute_name(std::string_view file_name) noexcept;

/// The properties that hold the reading of such a sensor, the best first; none for kinds that measure nothing.
std::span<const std::string_view> measured_properties(sensor_kind) noexcept;

/// What a file says of a sensor beside its reading.
enum class attribute_role : std::uint8_t { label, limit, enable, alarm, fault, other };

attribute_role role_of(sensor_kind, std::string_view property) noexcept;

/// What an alarm or fault file reports about: `crit` for `crit_alarm`, `alarm` for the bare one; else empty.
std::string_view alarm_of(std::string_view property) noexcept;

}  // namespace cputemp::hwmon
