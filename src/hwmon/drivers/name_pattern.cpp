#include "drivers/name_pattern.hpp"

#include <charconv>
#include <system_error>

namespace cputemp::hwmon {

namespace {

/// Takes a number from the front of the text.
std::optional<unsigned> take_number(std::string_view& text) noexcept {
  unsigned number = 0;
  const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(last - text.data()));
  return number;
}

}  // namespace

std::optional<pattern_match> match_name(std::string_view pattern, std::string_view name) noexcept {
  pattern_match found;
  for (const char expected : pattern) {
    if (expected == '#' || expected == '@') {
      const auto number = take_number(name);
      if (!number) return std::nullopt;
      auto& place = expected == '@' ? found.package : found.number;
      if (!place) place = number;
    } else {
      if (!name.starts_with(expected)) return std::nullopt;
      name.remove_prefix(1);
    }
  }
  return name.empty() ? std::optional(found) : std::nullopt;
}

}  // namespace cputemp::hwmon
