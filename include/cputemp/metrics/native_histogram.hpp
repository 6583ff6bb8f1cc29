#pragma once

#include <cstdint>
#include <vector>

/// Native histograms (prometheus.io/docs/specs/native_histograms): bucket `index` holds the observations in
/// (base^(index-1), base^index], where base = 2^(2^-schema).
namespace cputemp::metrics {

struct native_settings {
  std::int32_t schema = 5;           ///< -4 to 8: a power of two has 2^schema buckets
  double zero_threshold = 0x1p-128;  ///< observations from -zero_threshold to zero_threshold are in the bucket of zero
};

/// The buckets that are not empty.
struct native_buckets {
  struct bucket {
    std::int32_t index;
    std::uint64_t count;  ///< not cumulative
    bool operator==(const bucket&) const = default;
  };
  std::int32_t schema = 5;
  double zero_threshold = 0;
  std::uint64_t zero_count = 0;
  std::vector<bucket> negative;  ///< of the absolute values; indices ascending, counts above 0, as in `positive`
  std::vector<bucket> positive;
  bool operator==(const native_buckets&) const = default;
};

}  // namespace cputemp::metrics
