#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace cputemp::app {

/// A value of a sensor as people write it, without its unit: `45`, `38.85`, `1200`.
std::string number_text(hwmon::sensor_kind, std::int64_t value);

/// The unit that follows it, with the space between them: ` °C`, ` RPM`; empty for a bare number.
std::string_view unit_of(hwmon::sensor_kind) noexcept;

/// A reading, or why there is none: `45 °C`, `io: Input/output error (errno 5)`.
std::string reading_text(hwmon::sensor_kind, const hwmon::reading&);

/// A number of things: `1 chip`, `12 chips`.
std::string count_text(std::size_t count, std::string_view one);

/// What a filter left out, which the second inventory lacks of the first: `1 chip, 12 sensors`. Empty if it lacks
/// nothing. Sensors are those of chips.
std::string left_out_text(const hwmon::inventory& whole, const hwmon::inventory& left);

}  // namespace cputemp::app
