#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cputemp::hwmon {

// The attributes of hwmon sensors as Documentation/hwmon/sysfs-interface names them. One kind for now; each table
// below is where another one would be added.

/// The name of a file in a chip's directory, taken apart: `temp1_crit_alarm` is temp, 1, crit_alarm.
struct attribute_name {
  std::string_view kind;  ///< points into sensor_kinds
  std::uint64_t number;
  std::string_view property;  ///< `input`, `max` …; points into the file name
};

inline constexpr std::string_view sensor_kinds[] = {"temp"};

/// `KIND NUMBER _ PROPERTY`; nothing for files that are no attribute of a sensor (`name`, `temp1`, `temp1_`,
/// `temp_input`, numbers beyond 64 bits). Leading zeros of the number don't count, as in node_exporter.
std::optional<attribute_name> parse_attribute_name(std::string_view file_name) noexcept;

enum class limit_side : std::uint8_t { lower, upper };

/// The side on which a value crosses this limit; nothing for properties that are no limit.
std::optional<limit_side> side_of_limit(std::string_view property) noexcept;

/// What an alarm or fault file reports about: `crit` for `crit_alarm`, `alarm` for the bare one; else empty.
std::string_view alarm_of(std::string_view property) noexcept;

}  // namespace cputemp::hwmon
