#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace cputemp::metrics {

/// What people call it, and all formats that have it.
constexpr std::string_view name_of(metric_type type) {
  constexpr std::array<std::string_view, 5> names = {"counter", "gauge", "histogram", "summary", "info"};
  return names[static_cast<std::size_t>(type)];
}

/// The same with its article, for messages to people.
constexpr std::string_view noun_of(metric_type type) {
  constexpr std::array<std::string_view, 5> nouns = {"a counter", "a gauge", "a histogram", "a summary", "an info"};
  return nouns[static_cast<std::size_t>(type)];
}

}  // namespace cputemp::metrics
