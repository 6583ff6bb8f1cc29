#pragma once

#include <atomic>

namespace cputemp::metrics {

/// A number that only grows. Any thread may increment and read it, without a lock.
class counter {
 public:
  /// Throws std::invalid_argument for an amount below 0 and for NaN.
  void increment(double by = 1);

  double value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<double> value_{0};
};

}  // namespace cputemp::metrics
