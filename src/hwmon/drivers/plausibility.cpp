#include "drivers/plausibility.hpp"

#include "sysfs/integer.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <span>

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

// What no hardware reaches that a host could have. The bounds are far out on purpose: what lies beyond is garbage of a
// broken driver, and no real reading or limit may be lost. Each in the kernel's unit.
constexpr std::int64_t most_rpm = 1'000'000;                          // the fastest fans turn 40,000 times a minute
constexpr std::int64_t most_millivolts = 10'000'000;                  // racks are fed with 400 to 800 V
constexpr std::int64_t most_milliamperes = 100'000'000;               // the core of an accelerator takes 2,000 A
constexpr std::int64_t most_microwatts = 10'000'000'000'000;          // 10 MW; a rack takes up to 1 MW
constexpr std::int64_t most_microjoules = 4'000'000'000'000'000'000;  // 10 kW for twelve years
constexpr std::int64_t most_hertz = 1'000'000'000'000;                // memory runs at up to 20 GHz

// In the order of sensor_kind.
constexpr plausible_range ranges[] = {
    {10, -60'000, 200'000},                                  // temp
    {signed_digits, 0, most_rpm},                            // fan
    {signed_digits, -most_millivolts, most_millivolts},      // in
    {signed_digits, -most_milliamperes, most_milliamperes},  // curr
    {signed_digits, -most_microwatts, most_microwatts},      // power: that of a battery is negative while it is charged
    {unsigned_digits, 0, most_microjoules},                  // energy: an unsigned counter of 64 bits in some drivers
    {signed_digits, 0, 100'000},                             // humidity
    {signed_digits, 0, most_hertz},                          // freq
    {signed_digits, 0, 255},                                 // pwm
    {signed_digits, 0, 1},                                   // intrusion
    {signed_digits, lowest, highest},                        // cpu
    {signed_digits, lowest, highest},                        // vrm
    {signed_digits, lowest, highest},                        // beep_enable
    {signed_digits, lowest, highest},                        // update_interval
    {signed_digits, lowest, highest},                        // cooling_state: -1 of an inactive intel_powerclamp
    {signed_digits, 0, highest},                             // throttle_count
    {signed_digits, 0, highest},                             // throttle_time
};
static_assert(std::size(ranges) == static_cast<std::size_t>(sensor_kind::throttle_time) + 1);

const plausible_range& range_of(sensor_kind kind) noexcept { return ranges[static_cast<std::size_t>(kind)]; }

bool is_sentinel(std::span<const sentinel> known, const measurement& of, sentinel_use use,
                 std::int64_t value) noexcept {
  return std::ranges::any_of(known, [&](const sentinel& s) {
    return s.value == value && s.kind == of.kind && (s.use == use || s.use == sentinel_use::both) &&
           match(s.which, of.name);
  });
}

bool is_plausible(const measurement& of, sentinel_use use, std::int64_t value) noexcept {
  return is_in_range(of.kind, value) && !is_sentinel(common_sentinels(), of, use, value) &&
         !is_sentinel(of.driver.sentinels, of, use, value);
}

bool is_lower_limit(std::string_view limit) noexcept { return limit.starts_with("min") || limit.starts_with("lcrit"); }

bool is_settable_upper_limit(const driver_facts& driver, std::int64_t millidegrees) noexcept {
  return millidegrees >= driver.least_upper_limit && millidegrees < upper_limit_end;
}

}  // namespace

bool is_in_range(sensor_kind kind, std::int64_t value) noexcept {
  const plausible_range& range = range_of(kind);
  return value >= range.least && value <= range.most;
}

std::size_t most_digits(sensor_kind kind) noexcept { return range_of(kind).most_digits; }

bool is_plausible_reading(const measurement& of, std::int64_t value) noexcept {
  return is_plausible(of, sentinel_use::readings, value);
}

bool is_plausible_limit(const measurement& of, std::string_view limit, std::int64_t value) noexcept {
  if (!is_plausible(of, sentinel_use::limits, value)) return false;
  return of.kind != sensor_kind::temp || is_lower_limit(limit) || is_settable_upper_limit(of.driver, value);
}

bool is_plausible_trip(std::string_view zone_type, std::string_view type, std::int64_t millidegrees) noexcept {
  const bool is_limit = type == "critical" || type == "hot";
  return is_settable_upper_limit(is_limit ? facts_of(zone_type) : facts_of({}), millidegrees);
}

}  // namespace cputemp::hwmon
