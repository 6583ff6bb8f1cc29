#pragma once

#include <boost/system/result.hpp>

#include <cstdint>
#include <string_view>

namespace cputemp::hwmon {

/// The text of a sysfs attribute as an integer: `^-?[0-9]{1,10}\n?$`, nothing else (sensor_errc::not_an_integer).
/// Ten digits hold every 32-bit value that a driver can mean; more is garbage from a broken driver.
boost::system::result<std::int64_t> parse_integer(std::string_view text) noexcept;

/// Whether a value can be a temperature: -60 to 200 degrees Celsius, and none of the values by which
/// this driver (its `name`) says that no sensor is attached.
bool is_plausible(std::string_view driver, std::int64_t millidegrees) noexcept;

/// What a one-wire sensor (DS18B20) holds from power-on until its first conversion.
inline constexpr std::int64_t one_wire_power_on = 85'000;

}  // namespace cputemp::hwmon
