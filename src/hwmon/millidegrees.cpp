#include "millidegrees.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>

namespace cputemp::hwmon {

namespace {

constexpr std::int64_t coldest = -60'000;
constexpr std::int64_t hottest = 200'000;
constexpr std::size_t most_digits = 10;

/// A value that means "nothing there" for all drivers whose name starts so.
struct sentinel {
  std::string_view driver_prefix;
  std::int64_t millidegrees;
};

// Super-I/O chips read an open diode as the largest 7-bit value, with or without the half-degree bits.
constexpr sentinel sentinels[] = {
    {"", 65'535},      // all ones in a 16-bit register, passed on without scaling
    {"it8", 127'000},  // it87: it8705 to it8792
    {"it8", 127'500},  //
    {"it8", 128'000},  //
    {"nct", 127'000},  // nct6775, nct6683, nct7802 …
    {"nct", 127'500},  //
    {"nct", 128'000},  //
    {"w83", 127'000},  // w83627ehf, w83795 …
    {"w83", 127'500},  //
    {"w83", 128'000},  //
};

}  // namespace

boost::system::result<std::int64_t> parse_integer(std::string_view text) noexcept {
  if (text.ends_with('\n')) text.remove_suffix(1);
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  const bool all_digits = digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (digits.empty() || digits.size() > most_digits || !all_digits) return make_error_code(sensor_errc::not_an_integer);
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool is_plausible(std::string_view driver, std::int64_t millidegrees) noexcept {
  if (millidegrees < coldest || millidegrees > hottest) return false;
  return std::none_of(std::begin(sentinels), std::end(sentinels), [&](const sentinel& s) {
    return s.millidegrees == millidegrees && driver.starts_with(s.driver_prefix);
  });
}

}  // namespace cputemp::hwmon
