#pragma once

#include <cputemp/metrics/native_histogram.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace cputemp::metrics {

/// Cumulative counts, as Prometheus has them: a bucket holds all observations <= its bound.
/// The bucket of +Inf is `count` and not listed.
struct histogram_value {
  struct bucket {
    double upper_bound;
    std::uint64_t cumulative_count;
    bool operator==(const bucket&) const = default;
  };
  std::vector<bucket> buckets;  ///< bounds ascending
  std::uint64_t count = 0;
  double sum = 0;
  std::optional<native_buckets> native = std::nullopt;  ///< the same observations; text formats leave them out
  bool any_negative = false;  ///< an observation was below 0: the sum may fall, and OpenMetrics leaves it out
  bool operator==(const histogram_value&) const = default;
};

}  // namespace cputemp::metrics
