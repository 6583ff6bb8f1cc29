#pragma once

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace cputemp::exporter {

/// Takes the text before the first `end` off the front, or all of it if it has no `end`.
inline std::string_view take_until(std::string_view& text, char end) {
  const auto taken = text.substr(0, text.find(end));
  text.remove_prefix(std::min(taken.size() + 1, text.size()));
  return taken;
}

/// Returns the whole text as a number; empty if it is not one.
inline std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace cputemp::exporter
