#pragma once

#include <cputemp/metrics/histogram_value.hpp>

#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <vector>

namespace cputemp::metrics {

class native_cells;

/// A histogram with fixed bounds and, if wanted, native buckets. Any thread may observe and read at the same time,
/// without a lock.
///
/// NaN is only in the bucket of +Inf, which is `count`, and makes the sum NaN for good.
class histogram {
 public:
  /// Upper bounds, finite and ascending; +Inf is implied. Throws std::invalid_argument, which names what is wrong.
  explicit histogram(std::vector<double> upper_bounds, std::optional<native_settings> = std::nullopt);
  histogram(std::initializer_list<double> upper_bounds) : histogram(std::vector<double>(upper_bounds)) {}
  ~histogram();

  /// Allocates nothing without native buckets. With them, it allocates 32 counters, and one more for each bound among
  /// them, when it first meets 32 neighbouring buckets: with schema 5, 300 bytes for each power of two and sign, so
  /// that values from a microsecond to a minute take 8 KiB and all that a double can be takes 700 KiB. If there is
  /// no memory for that, the program ends.
  void observe(double) noexcept;

  /// All counts are of the same observations, `count` is their total, the classic and the native buckets agree. `sum`
  /// and `any_negative` may already know of an observation that they lack.
  histogram_value value() const;

 private:
  std::vector<double> bounds_;
  // Not cumulative; the last one is +Inf. With native buckets only what is near zero is here.
  std::vector<std::atomic<std::uint64_t>> counts_;
  std::atomic<std::uint64_t> not_a_number_{0};
  std::unique_ptr<native_cells> native_;
  std::atomic<double> sum_{0};
  std::atomic<bool> any_negative_{false};
};

}  // namespace cputemp::metrics
