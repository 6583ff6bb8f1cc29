#include "options/flag_values.hpp"

#include <charconv>
#include <system_error>

#include "options/duration.hpp"

namespace cputemp::app {
namespace {

using std::chrono::milliseconds;

milliseconds duration(flag_values v, milliseconds shortest, std::string_view right) {
  const auto parsed = parse_duration(last(v));
  if (!parsed) refuse(last(v), "is not a duration", "write it as 250ms, 5s or 1m30s");
  if (*parsed < shortest) refuse(last(v), "is too short", right);
  return *parsed;
}

double celsius(const std::string& text) {
  constexpr double lowest = -60;  // what lies beyond is no temperature of a sensor
  constexpr double highest = 200;
  double degrees = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), degrees);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || !(degrees >= lowest && degrees <= highest))
    refuse(text, "is no temperature", fmt::format("write degrees Celsius from {} to {}", lowest, highest));
  return degrees + 0.0;  // -0 becomes 0
}

constexpr auto choosable_kinds = [] {
  std::array<std::string_view, hwmon::selectable_kinds> names;
  std::copy_n(hwmon::sensor_kind_names.begin(), names.size(), names.begin());
  return names;
}();

}  // namespace

void refuse(std::string_view value, std::string_view what, std::string_view right) {
  throw usage_error(fmt::format("'{}' {}; {}", value, what, right));
}

std::vector<std::string> split_at_commas(std::string_view text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

bool boolean(flag_values v) {
  if (last(v) == "true") return true;
  if (last(v) == "false") return false;
  refuse(last(v), "is neither true nor false", "write one of them");
}

milliseconds any_duration(flag_values v) { return duration(v, milliseconds{0}, ""); }
milliseconds time_limit(flag_values v) { return duration(v, milliseconds{1}, "it must be longer than 0"); }

std::size_t number(flag_values v, std::size_t lowest, std::size_t highest) {
  const auto& text = last(v);
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < lowest || n > highest)
    refuse(text, "is out of range", fmt::format("write a number from {} to {}", lowest, highest));
  return n;
}

std::vector<double> celsius_list(flag_values v) {
  std::set<double> all;
  for (const auto& text : v) all.insert(celsius(text));
  return {all.begin(), all.end()};
}

std::set<hwmon::sensor_kind> kind_list(flag_values v) {
  std::set<hwmon::sensor_kind> kinds;
  for (const auto& names : v)
    for (const auto& name : split_at_commas(names)) {
      const auto found = std::ranges::find(choosable_kinds, name);
      if (found == choosable_kinds.end() && name != "all")
        refuse(name, "is unknown", fmt::format("write some of {}, or all", fmt::join(choosable_kinds, ", ")));
      for (std::size_t i = 0; i < choosable_kinds.size(); ++i)
        if (name == "all" || choosable_kinds[i] == name) kinds.insert(static_cast<hwmon::sensor_kind>(i));
    }
  return kinds;
}

}  // namespace cputemp::app
