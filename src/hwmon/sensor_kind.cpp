#include "sensor_kind.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace cputemp::hwmon {

namespace {

struct limit_kind {
  std::string_view property;
  limit_side side;
};

constexpr limit_kind limit_kinds[] = {
    {"max", limit_side::upper},        {"max_hyst", limit_side::upper},  {"crit", limit_side::upper},
    {"crit_hyst", limit_side::upper},  {"emergency", limit_side::upper}, {"emergency_hyst", limit_side::upper},
    {"min", limit_side::lower},        {"min_hyst", limit_side::lower},  {"lcrit", limit_side::lower},
    {"lcrit_hyst", limit_side::lower},
};

struct alarm_kind {
  std::string_view property;
  std::string_view about;
};

constexpr alarm_kind alarm_kinds[] = {
    {"alarm", "alarm"},       {"max_alarm", "max"}, {"crit_alarm", "crit"}, {"emergency_alarm", "emergency"},
    {"lcrit_alarm", "lcrit"}, {"min_alarm", "min"}, {"fault", "fault"},
};

}  // namespace

std::optional<attribute_name> parse_attribute_name(std::string_view file_name) noexcept {
  const auto* kind = std::find_if(std::begin(sensor_kinds), std::end(sensor_kinds),
                                  [&](std::string_view k) { return file_name.starts_with(k); });
  if (kind == std::end(sensor_kinds)) return std::nullopt;
  const char* const end = file_name.data() + file_name.size();
  std::uint64_t number = 0;
  const auto [after, error] = std::from_chars(file_name.data() + kind->size(), end, number);
  if (error != std::errc{} || end - after < 2 || *after != '_') return std::nullopt;
  return attribute_name{*kind, number, std::string_view(after + 1, end)};
}

std::optional<limit_side> side_of_limit(std::string_view property) noexcept {
  const auto* found = std::find_if(std::begin(limit_kinds), std::end(limit_kinds),
                                   [&](const limit_kind& k) { return k.property == property; });
  if (found == std::end(limit_kinds)) return std::nullopt;
  return found->side;
}

std::string_view alarm_of(std::string_view property) noexcept {
  const auto* found = std::find_if(std::begin(alarm_kinds), std::end(alarm_kinds),
                                   [&](const alarm_kind& k) { return k.property == property; });
  return found == std::end(alarm_kinds) ? std::string_view{} : found->about;
}

}  // namespace cputemp::hwmon
