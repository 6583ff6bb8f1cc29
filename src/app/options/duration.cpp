#include "options/duration.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace cputemp::app {
namespace {

struct duration_unit {
  std::string_view name;
  std::int64_t milliseconds;
  bool whole_only = false;  // written only if nothing is left after it
};
constexpr std::int64_t day = 24LL * 60 * 60 * 1000;
constexpr std::array duration_units = {duration_unit{"y", 365 * day, true},
                                       duration_unit{"w", 7 * day, true},
                                       duration_unit{"d", day},
                                       duration_unit{"h", 60LL * 60 * 1000},
                                       duration_unit{"m", 60LL * 1000},
                                       duration_unit{"s", 1000},
                                       duration_unit{"ms", 1}};
constexpr std::int64_t longest = 10 * 365 * day;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Cuts the number off the front; empty if there is none or it is out of range.
std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

std::string_view take_unit(std::string_view& text) {
  std::size_t length = 0;
  while (length < text.size() && !is_digit(text[length])) ++length;
  const auto name = text.substr(0, length);
  text.remove_prefix(length);
  return name;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::milliseconds{0};
  if (text.empty()) return std::nullopt;
  std::int64_t total = 0;
  std::size_t next_unit = 0;
  while (!text.empty()) {
    const auto number = take_number(text);
    if (!number) return std::nullopt;
    const auto name = take_unit(text);
    while (next_unit < duration_units.size() && duration_units[next_unit].name != name) ++next_unit;
    if (next_unit == duration_units.size() || *number > longest / duration_units[next_unit].milliseconds)
      return std::nullopt;
    total += *number * duration_units[next_unit].milliseconds;
    if (total > longest) return std::nullopt;
    ++next_unit;
  }
  return std::chrono::milliseconds{total};
}

std::string write_duration(std::chrono::milliseconds duration) {
  std::int64_t left = duration.count();
  std::string text;
  for (const auto& u : duration_units) {
    const auto count = left / u.milliseconds;
    if (count == 0 || (u.whole_only && left % u.milliseconds != 0)) continue;
    text += std::to_string(count).append(u.name);
    left %= u.milliseconds;
  }
  return text.empty() ? "0s" : text;
}

}  // namespace cputemp::app
