#include "options/flag_values.hpp"

#include <charconv>
#include <system_error>

#include "options/duration.hpp"
#include "options/usage_error.hpp"

namespace cputemp::app {
namespace {

using std::chrono::milliseconds;

milliseconds duration(flag_values v, milliseconds shortest, std::string_view expected) {
  const auto parsed = parse_duration(last(v));
  if (!parsed) refuse(last(v), "is not a duration", "expected a value such as 250ms, 5s or 1m30s");
  if (*parsed < shortest) refuse(last(v), "is too short", expected);
  return *parsed;
}

double celsius(const std::string& text) {
  constexpr double lowest = -60;  // beyond that no sensor measures
  constexpr double highest = 200;
  double degrees = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), degrees);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  const auto expected = fmt::format("expected degrees Celsius from {} to {}", lowest, highest);
  if (!whole) refuse(text, "is not a number", expected);
  if (!(degrees >= lowest && degrees <= highest)) refuse(text, "is out of range", expected);
  return degrees + 0.0;  // -0 becomes 0
}

constexpr auto choosable_kinds = [] {
  std::array<std::string_view, hwmon::selectable_kinds> names;
  std::copy_n(hwmon::sensor_kind_names.begin(), names.size(), names.begin());
  return names;
}();

}  // namespace

void refuse(std::string_view value, std::string_view what, std::string_view expected) {
  throw usage_error(fmt::format("'{}' {}; {}", value, what, expected));
}

std::vector<std::string> split_at_commas(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    auto part = text.substr(begin, end - begin);
    part.remove_prefix(std::min(part.find_first_not_of(blanks), part.size()));
    part = part.substr(0, part.find_last_not_of(blanks) + 1);
    parts.emplace_back(part);
    begin = end + 1;
  }
  return parts;
}

bool boolean(flag_values v) {
  if (last(v) == "true") return true;
  if (last(v) == "false") return false;
  refuse(last(v), "is unknown", "expected true or false");
}

milliseconds any_duration(flag_values v) { return duration(v, milliseconds{0}, ""); }
milliseconds time_limit(flag_values v) { return duration(v, milliseconds{1}, "expected more than 0"); }

std::size_t number(flag_values v, std::size_t lowest, std::size_t highest) {
  const auto& text = last(v);
  std::size_t n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  const auto expected = highest == any_number ? fmt::format("expected a number from {} on", lowest)
                                              : fmt::format("expected a number from {} to {}", lowest, highest);
  const bool whole = end == text.data() + text.size();
  const bool is_number = whole && (error == std::errc{} || error == std::errc::result_out_of_range);
  if (!is_number) refuse(text, "is not a whole number", expected);
  if (error != std::errc{} || n < lowest || n > highest) refuse(text, "is out of range", expected);
  return n;
}

std::vector<double> celsius_list(flag_values v) {
  std::set<double> all;
  for (const auto& text : v) all.insert(celsius(text));
  return {all.begin(), all.end()};
}

std::set<hwmon::sensor_kind> kind_list(flag_values v) {
  std::set<hwmon::sensor_kind> kinds;
  for (const auto& name : v) {
    const auto found = std::ranges::find(choosable_kinds, name);
    if (found == choosable_kinds.end() && name != "all")
      refuse(name, "is unknown", fmt::format("expected any of {}, or all", fmt::join(choosable_kinds, ", ")));
    for (std::size_t i = 0; i < choosable_kinds.size(); ++i)
      if (name == "all" || choosable_kinds[i] == name) kinds.insert(static_cast<hwmon::sensor_kind>(i));
  }
  return kinds;
}

}  // namespace cputemp::app
