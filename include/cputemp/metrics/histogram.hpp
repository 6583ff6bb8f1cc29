#pragma once

#include <cputemp/metrics/family.hpp>

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace cputemp::metrics {

/// A histogram with fixed bounds. Any thread may observe and look at the same time, without a lock.
class histogram {
 public:
  /// Upper bounds, ascending; +Inf is implied.
  explicit histogram(std::initializer_list<double> upper_bounds);

  void observe(double) noexcept;

  /// `count` is always the total of the buckets read; `sum` may already hold an observation that they lack.
  histogram_value value() const;

 private:
  std::vector<double> bounds_;
  std::vector<std::atomic<std::uint64_t>> counts_;  // not cumulative; the last one is +Inf
  std::atomic<double> sum_{0};
};

}  // namespace cputemp::metrics
