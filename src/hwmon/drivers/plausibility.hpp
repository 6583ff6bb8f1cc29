#pragma once

#include "drivers/driver_table.hpp"

#include <cputemp/hwmon/sensor_kind.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cputemp::hwmon {

/// The digits that a reading of this kind may have; more are garbage from a broken driver. Ten are enough for every
/// 32-bit value that a driver can mean as a temperature.
std::size_t most_digits(sensor_kind) noexcept;

/// Which sensor a value is from.
struct measurement {
  sensor_kind kind;
  const driver_facts& driver;
  sensor_name name;
};

/// Whether a reading of this kind can have the value, in the kernel's unit: -60 to 200 degrees Celsius, no negative
/// speed, no megavolt, and so on.
bool is_in_range(sensor_kind, std::int64_t value) noexcept;

/// Whether a value can be a reading: in range, and no sentinel of the driver.
bool is_plausible_reading(const measurement&, std::int64_t value) noexcept;

/// Whether someone can have set this limit: in the range of its kind, no sentinel of the driver, and for an upper limit
/// of a temperature above 0 (or the driver's least_upper_limit) and below 200 degrees Celsius.
bool is_plausible_limit(const measurement&, std::string_view limit, std::int64_t value) noexcept;

/// Whether the kernel can mean to act at this temperature; 0 and absolute zero stand for trip points that are not set.
/// The zone's type stands for its driver. Trip points of the types `critical` and `hot` are upper limits.
bool is_plausible_trip(std::string_view zone_type, std::string_view type, std::int64_t millidegrees) noexcept;

/// The value of a one-wire sensor (DS18B20) from power-on until its first conversion.
inline constexpr std::int64_t one_wire_power_on = 85'000;

}  // namespace cputemp::hwmon
