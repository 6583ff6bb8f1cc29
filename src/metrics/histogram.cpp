#include <cputemp/metrics/histogram.hpp>

#include <algorithm>

namespace cputemp::metrics {

histogram::histogram(std::initializer_list<double> upper_bounds)
    : bounds_(upper_bounds), counts_(upper_bounds.size() + 1) {}

void histogram::observe(double value) noexcept {
  const auto bucket = std::ranges::lower_bound(bounds_, value) - bounds_.begin();
  counts_[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(value, std::memory_order_relaxed);
}

histogram_value histogram::value() const {
  histogram_value result;
  result.buckets.reserve(bounds_.size());
  for (std::size_t i = 0; i < bounds_.size(); ++i) {
    result.count += counts_[i].load(std::memory_order_relaxed);
    result.buckets.push_back({bounds_[i], result.count});
  }
  result.count += counts_.back().load(std::memory_order_relaxed);
  result.sum = sum_.load(std::memory_order_relaxed);
  return result;
}

}  // namespace cputemp::metrics
