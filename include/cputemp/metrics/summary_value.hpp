#pragma once

#include <cstdint>
#include <vector>

namespace cputemp::metrics {

/// Quantiles over a sliding window, and the count and sum since the start.
struct summary_value {
  struct quantile {
    double rank;  ///< 0 to 1
    double value;
    bool operator==(const quantile&) const = default;
  };
  std::vector<quantile> quantiles;  ///< ranks ascending; empty if nothing was observed in the window
  std::uint64_t count = 0;
  double sum = 0;
  bool any_negative = false;  ///< as in histogram_value
  bool operator==(const summary_value&) const = default;
};

}  // namespace cputemp::metrics
