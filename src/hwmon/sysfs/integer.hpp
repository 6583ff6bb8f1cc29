#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cputemp::hwmon {

inline constexpr std::string_view decimal_digits = "0123456789";

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Digits of the longest numbers: 64 bits with and without a sign.
inline constexpr std::size_t signed_digits = 19;
inline constexpr std::size_t unsigned_digits = 20;

/// Reads the text of a sysfs attribute as an integer: `^-?[0-9]{1,most_digits}\n?$` and nothing else
/// (sensor_errc::not_an_integer), and one that fits into 64 bits (sensor_errc::implausible).
boost::system::result<std::int64_t> parse_integer(std::string_view text,
                                                  std::size_t most_digits = signed_digits) noexcept;

}  // namespace cputemp::hwmon
