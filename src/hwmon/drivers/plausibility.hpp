#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cputemp::hwmon {

/// The digits that a reading of this kind may have; more are garbage from a broken driver. Ten hold every 32-bit value
/// that a driver can mean with a temperature.
std::size_t most_digits(sensor_kind) noexcept;

/// Whether a value can be a reading of this kind, in the kernel's unit: -60 to 200 degrees Celsius and none of the
/// values by which this driver (its `name`) says that no sensor is attached, no negative speed, and so on.
bool is_plausible(sensor_kind, std::string_view driver, std::int64_t value) noexcept;

/// Whether somebody can have set this limit: a plausible value, and above 0 and below 200 degrees Celsius for an upper
/// limit of a temperature.
bool is_plausible_limit(sensor_kind, std::string_view driver, std::string_view limit, std::int64_t value) noexcept;

/// Whether the kernel can mean to act at this temperature; 0 and absolute zero stand for trip points that nobody set.
bool is_plausible_trip(std::int64_t millidegrees) noexcept;

/// What a one-wire sensor (DS18B20) holds from power-on until its first conversion.
inline constexpr std::int64_t one_wire_power_on = 85'000;

}  // namespace cputemp::hwmon
