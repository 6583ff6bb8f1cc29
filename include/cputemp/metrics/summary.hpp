#pragma once

#include <cputemp/metrics/summary_value.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace cputemp::metrics {

struct summary_settings {
  std::vector<double> ranks = {0.5, 0.9, 0.99};  ///< each 0 to 1 and only once
  std::chrono::nanoseconds window = std::chrono::minutes(10);
  unsigned age_buckets = 5;  ///< a finer division forgets more evenly and takes more memory
};

/// Quantiles over a sliding window. Any thread may observe and read.
///
/// Times are of any clock that never goes back, but always of the same one: of the steady clock if a registry gathers
/// the summary.
///
/// The window reaches back `window`, and up to `window / age_buckets` more. The quantile of a rank is the smallest
/// observation that at least that share of all is not above: 0 gives the minimum and 1 the maximum, always exactly. All
/// are exact as long as no age bucket has more than 2048 observations. From then on, if the fullest has n, the rank
/// of a quantile is off by no more than (2 + log2(n / 1024)) / 4096: 0.3 % for a million, 0.6 % for two billion. The
/// memory is 16 KiB for each of those doublings, in each of `age_buckets + 1` buckets.
class summary {
 public:
  /// Throws std::invalid_argument, which names the offending setting.
  explicit summary(summary_settings = {});
  ~summary();

  /// A `now` before an earlier one counts as that. NaN has no rank: it is counted, and makes the sum NaN for good.
  template <class Clock, class Duration>
  void observe(double value, std::chrono::time_point<Clock, Duration> now) {
    observe(value, now.time_since_epoch());
  }
  void observe(double value, std::chrono::nanoseconds now);

  /// `quantiles` is empty if the window is; `count`, `sum` and `any_negative` are since the start.
  template <class Clock, class Duration>
  summary_value value(std::chrono::time_point<Clock, Duration> now) const {
    return value(now.time_since_epoch());
  }
  summary_value value(std::chrono::nanoseconds now) const;

 private:
  struct slice;
  std::int64_t index_at(std::chrono::nanoseconds) const noexcept;

  std::vector<double> ranks_;
  std::chrono::nanoseconds slice_length_;

  mutable std::mutex mutex_;  // all below
  std::vector<slice> ring_;   // the slice `i` in the place `i` modulo the size
  std::int64_t newest_;
  std::uint64_t count_ = 0;
  double sum_ = 0;
  bool any_negative_ = false;
};

}  // namespace cputemp::metrics
