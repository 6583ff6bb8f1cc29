#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace cputemp::hwmon {

/// A file of a trip point that is read.
enum class trip_property : std::uint8_t { temp, type };

/// The parts of `trip_point_N_temp` or `trip_point_N_type`.
struct trip_point_name {
  unsigned number;
  trip_property property;
};

/// Splits the name of a file in a zone's directory; returns nothing for other files.
std::optional<trip_point_name> parse_trip_point_name(std::string_view file_name) noexcept;

}  // namespace cputemp::hwmon
