#pragma once

#include <cstdint>
#include <vector>

namespace cputemp::metrics {

/// Numbers the buckets of a native histogram.
class native_index {
 public:
  static constexpr std::int32_t lowest_schema = -4;
  static constexpr std::int32_t highest_schema = 8;

  explicit native_index(std::int32_t schema);

  std::int32_t schema() const noexcept { return schema_; }

  /// The bucket of a number above 0. A bound belongs to the bucket below it. Infinity comes after the last finite
  /// number's bucket, as client_golang has it.
  std::int32_t of(double) const noexcept;

 private:
  std::int32_t schema_;
  std::vector<double> bounds_;  // of the buckets within [0.5, 1): 2^schema of them, one for all schemas below 0
};

}  // namespace cputemp::metrics
