#include <cputemp/metrics/counter.hpp>

#include <fmt/format.h>

#include <stdexcept>

namespace cputemp::metrics {

void counter::increment(double by) {
  if (!(by >= 0)) throw std::invalid_argument(fmt::format("a counter can't be incremented by {}", by));
  value_.fetch_add(by, std::memory_order_relaxed);
}

}  // namespace cputemp::metrics
