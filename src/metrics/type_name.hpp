#pragma once

#include <cputemp/metrics/family.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace cputemp::metrics {

/// As the text format 0.0.4 calls it.
constexpr std::string_view name_of(metric_type type) {
  constexpr std::array<std::string_view, 5> names = {"counter", "gauge", "histogram", "summary", "gauge"};
  return names[static_cast<std::size_t>(type)];
}

}  // namespace cputemp::metrics
