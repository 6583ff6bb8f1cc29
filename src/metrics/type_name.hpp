#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace cputemp::metrics {

/// Returns the name that people use, as do all formats that have the type.
constexpr std::string_view name_of(metric_type type) {
  constexpr std::array<std::string_view, 5> names = {"counter", "gauge", "histogram", "summary", "info"};
  return names[static_cast<std::size_t>(type)];
}

/// Returns the same with its article, for messages.
constexpr std::string_view noun_of(metric_type type) {
  constexpr std::array<std::string_view, 5> nouns = {"a counter", "a gauge", "a histogram", "a summary", "an info"};
  return nouns[static_cast<std::size_t>(type)];
}

}  // namespace cputemp::metrics
