#include "drivers/plausibility.hpp"

#include "sysfs/integer.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

namespace cputemp::hwmon {

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();

constexpr std::int64_t upper_limit_end = 200'000;

struct plausible_range {
  std::size_t most_digits;
  std::int64_t least;
  std::int64_t most;
};

// In the order of sensor_kind, each in the kernel's unit.
constexpr plausible_range ranges[] = {
    {10, -60'000, 200'000},            // temp
    {signed_digits, 0, highest},       // fan
    {signed_digits, lowest, highest},  // in
    {signed_digits, lowest, highest},  // curr
    {signed_digits, lowest, highest},  // power: a battery's while it is charged is negative
    {unsigned_digits, 0, highest},     // energy: a counter of 64 bits without a sign in some drivers
    {signed_digits, 0, 100'000},       // humidity
    {signed_digits, 0, highest},       // freq
    {signed_digits, 0, 255},           // pwm
    {signed_digits, 0, 1},             // intrusion
    {signed_digits, lowest, highest},  // cpu
    {signed_digits, lowest, highest},  // vrm
    {signed_digits, lowest, highest},  // beep_enable
    {signed_digits, lowest, highest},  // update_interval
    {signed_digits, lowest, highest},  // cooling_state: -1 is that of an inactive intel_powerclamp
    {signed_digits, 0, highest},       // throttle_count
    {signed_digits, 0, highest},       // throttle_time
};
static_assert(std::size(ranges) == static_cast<std::size_t>(sensor_kind::throttle_time) + 1);

const plausible_range& range_of(sensor_kind kind) noexcept { return ranges[static_cast<std::size_t>(kind)]; }

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

bool is_lower_limit(std::string_view limit) noexcept { return limit.starts_with("min") || limit.starts_with("lcrit"); }

bool is_settable_upper_limit(std::int64_t millidegrees) noexcept {
  return millidegrees > 0 && millidegrees < upper_limit_end;
}

}  // namespace

std::size_t most_digits(sensor_kind kind) noexcept { return range_of(kind).most_digits; }

bool is_plausible(sensor_kind kind, std::string_view driver, std::int64_t value) noexcept {
  const plausible_range& range = range_of(kind);
  if (value < range.least || value > range.most) return false;
  return kind != sensor_kind::temp || std::none_of(std::begin(sentinels), std::end(sentinels), [&](const sentinel& s) {
           return s.millidegrees == value && driver.starts_with(s.driver_prefix);
         });
}

bool is_plausible_limit(sensor_kind kind, std::string_view driver, std::string_view limit,
                        std::int64_t value) noexcept {
  if (!is_plausible(kind, driver, value)) return false;
  return kind != sensor_kind::temp || is_lower_limit(limit) || is_settable_upper_limit(value);
}

bool is_plausible_trip(std::int64_t millidegrees) noexcept { return is_settable_upper_limit(millidegrees); }

}  // namespace cputemp::hwmon
