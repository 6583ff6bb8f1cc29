#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cputemp::hwmon {

/// Digits of the longest numbers: 64 bits with and without a sign.
inline constexpr std::size_t signed_digits = 19;
inline constexpr std::size_t unsigned_digits = 20;

/// The text of a sysfs attribute as an integer: `^-?[0-9]{1,most_digits}\n?$`, nothing else
/// (sensor_errc::not_an_integer), and one that 64 bits can hold (sensor_errc::implausible).
boost::system::result<std::int64_t> parse_integer(std::string_view text,
                                                  std::size_t most_digits = signed_digits) noexcept;

}  // namespace cputemp::hwmon
