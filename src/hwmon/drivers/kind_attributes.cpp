#include "drivers/kind_attributes.hpp"

#include "sysfs/integer.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace cputemp::hwmon {

namespace {

using property_names = std::span<const std::string_view>;

constexpr std::string_view input[] = {"input"};
constexpr std::string_view input_or_average[] = {"input", "average"};
constexpr std::string_view bare_file[] = {""};
constexpr std::string_view alarm_bit[] = {"alarm"};

constexpr std::string_view temp_limits[] = {"max", "max_hyst", "crit",  "crit_hyst", "emergency", "emergency_hyst",
                                            "min", "min_hyst", "lcrit", "lcrit_hyst"};
constexpr std::string_view fan_limits[] = {"min", "max"};
constexpr std::string_view electric_limits[] = {"min", "max", "lcrit", "crit", "rated_min", "rated_max"};
constexpr std::string_view power_limits[] = {"cap", "cap_min", "cap_max",   "max",      "crit",
                                             "min", "lcrit",   "rated_min", "rated_max"};
constexpr std::string_view humidity_limits[] = {"min", "max", "min_hyst", "max_hyst", "rated_min", "rated_max"};
constexpr std::string_view highest_state[] = {"max"};

struct kind_row {
  property_names measured;
  property_names limits;
};

// In the order of sensor_kind.
constexpr kind_row kinds[] = {
    {input, temp_limits},              // temp
    {input, fan_limits},               // fan
    {input, electric_limits},          // in
    {input, electric_limits},          // curr
    {input_or_average, power_limits},  // power
    {input, {}},                       // energy
    {input, humidity_limits},          // humidity
    {input, {}},                       // freq
    {bare_file, {}},                   // pwm
    {alarm_bit, {}},                   // intrusion
    {{}, {}},                          // cpu
    {{}, {}},                          // vrm
    {{}, {}},                          // beep_enable
    {{}, {}},                          // update_interval
    {input, highest_state},            // cooling_state
    {input, {}},                       // throttle_count
    {input, {}},                       // throttle_time
};
static_assert(std::size(kinds) == static_cast<std::size_t>(sensor_kind::throttle_time) + 1);

const kind_row& row_of(sensor_kind kind) noexcept { return kinds[static_cast<std::size_t>(kind)]; }

struct alarm_row {
  std::string_view property;
  std::string_view about;
};

constexpr alarm_row alarms[] = {
    {"alarm", "alarm"},         {"max_alarm", "max"}, {"crit_alarm", "crit"}, {"emergency_alarm", "emergency"},
    {"lcrit_alarm", "lcrit"},   {"min_alarm", "min"}, {"cap_alarm", "cap"},   {"fault", "fault"},
    {"critical_alarm", "crit"},  // apm_xgene
};

std::optional<sensor_kind> kind_named(std::string_view type) noexcept {
  const auto found = std::ranges::find(sensor_kind_names, type);
  if (found == sensor_kind_names.end()) return std::nullopt;
  return static_cast<sensor_kind>(found - sensor_kind_names.begin());
}

}  // namespace

std::optional<attribute_name> parse_attribute_name(std::string_view file_name) noexcept {
  std::string_view type = file_name.substr(0, file_name.find_first_of(decimal_digits));
  std::string_view rest = file_name.substr(type.size());
  const std::string_view digits = rest.substr(0, rest.find_first_not_of(decimal_digits));
  rest.remove_prefix(digits.size());
  std::int64_t number = 0;
  if (!digits.empty() && std::from_chars(digits.data(), digits.data() + digits.size(), number).ec != std::errc{})
    return std::nullopt;
  if (!rest.empty() && (rest.size() == 1 || rest.front() != '_')) {
    // The expression falls back to a name without a number: `temp_1x` is temp, 0, 1x.
    const std::size_t underscore = type.rfind('_');
    if (underscore == std::string_view::npos) return std::nullopt;
    number = 0;
    rest = file_name.substr(underscore);
    type = type.substr(0, underscore);
  }
  const auto kind = kind_named(type);
  if (!kind) return std::nullopt;
  return attribute_name{*kind, number, rest.empty() ? rest : rest.substr(1)};
}

std::span<const std::string_view> measured_properties(sensor_kind kind) noexcept { return row_of(kind).measured; }

attribute_role role_of(sensor_kind kind, std::string_view property) noexcept {
  if (property == "label") return attribute_role::label;
  if (property == "fault") return attribute_role::fault;
  // pwm1_enable chooses who controls the fan: with 0 it runs at full speed, and pwm1 is still a reading.
  if (property == "enable" && kind != sensor_kind::pwm) return attribute_role::enable;
  if (!alarm_of(property).empty()) return attribute_role::alarm;
  const property_names limits = row_of(kind).limits;
  return std::ranges::find(limits, property) != limits.end() ? attribute_role::limit : attribute_role::other;
}

std::string_view alarm_of(std::string_view property) noexcept {
  const auto* found =
      std::find_if(std::begin(alarms), std::end(alarms), [&](const alarm_row& a) { return a.property == property; });
  return found == std::end(alarms) ? std::string_view{} : found->about;
}

}  // namespace cputemp::hwmon
