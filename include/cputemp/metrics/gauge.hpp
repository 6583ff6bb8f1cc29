#pragma once

#include <atomic>

namespace cputemp::metrics {

/// A number that goes up and down. Any thread may change and read it, without a lock.
class gauge {
 public:
  void set(double value) noexcept { value_.store(value, std::memory_order_relaxed); }
  void add(double by = 1) noexcept { value_.fetch_add(by, std::memory_order_relaxed); }
  void subtract(double by = 1) noexcept { value_.fetch_sub(by, std::memory_order_relaxed); }

  double value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<double> value_{0};
};

}  // namespace cputemp::metrics
