#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <limits>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <cputemp/hwmon/sensor_kind.hpp>

#include <fmt/format.h>

#include "options/options.hpp"

/// What the values of flags mean. Each function throws usage_error with the value, what is wrong and what is expected.
namespace cputemp::app {

/// All that one source has for a flag; never empty.
using flag_values = std::span<const std::string>;

[[noreturn]] void refuse(std::string_view value, std::string_view what, std::string_view expected);

/// The last one given counts.
inline const std::string& last(flag_values v) { return v.back(); }

/// At least one part, which may be empty, without the blanks around it.
std::vector<std::string> split_at_commas(std::string_view text);

bool boolean(flag_values);

std::chrono::milliseconds any_duration(flag_values);
/// Longer than 0.
std::chrono::milliseconds time_limit(flag_values);

inline constexpr std::size_t any_number = std::numeric_limits<std::size_t>::max();
std::size_t number(flag_values, std::size_t lowest, std::size_t highest);

/// The place of a name in a list of them.
template <class Value, std::size_t N>
Value one_of(flag_values v, const std::array<std::string_view, N>& names) {
  const auto found = std::ranges::find(names, last(v));
  if (found == names.end()) refuse(last(v), "is unknown", fmt::format("expected one of {}", fmt::join(names, ", ")));
  return static_cast<Value>(found - names.begin());
}

/// Temperatures in degrees Celsius that a sensor may show, sorted, each once.
std::vector<double> celsius_list(flag_values);

/// Names of kinds of sensors that can be chosen, or `all`.
std::set<hwmon::sensor_kind> kind_list(flag_values);

}  // namespace cputemp::app
