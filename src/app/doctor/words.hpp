#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstdint>
#include <string>

namespace cputemp::app {

/// A value of a sensor in the unit that people use: `45.000 C`, `1200 RPM`.
std::string in_words(hwmon::sensor_kind, std::int64_t value);

/// A reading, or why there is none: `io: Input/output error (errno 5)`.
std::string in_words(hwmon::sensor_kind, const hwmon::reading&);

/// What the second inventory lacks of the first, which a filter left out: `1 chip, 12 sensors`. Empty where it lacks
/// nothing. Sensors are those of chips.
std::string left_out(const hwmon::inventory& whole, const hwmon::inventory& left);

}  // namespace cputemp::app
