#include "sysfs/integer.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <charconv>

namespace cputemp::hwmon {

boost::system::result<std::int64_t> parse_integer(std::string_view text, std::size_t most_digits) noexcept {
  if (text.ends_with('\n')) text.remove_suffix(1);
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const bool all_digits = digits.find_first_not_of(decimal_digits) == std::string_view::npos;
  if (digits.empty() || digits.size() > most_digits || !all_digits) return make_error_code(sensor_errc::not_an_integer);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{}) return make_error_code(sensor_errc::implausible);
  return value;
}

}  // namespace cputemp::hwmon
