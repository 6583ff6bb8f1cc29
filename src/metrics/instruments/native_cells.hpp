#pragma once

#include <cputemp/metrics/native_histogram.hpp>

#include "instruments/native_index.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cputemp::metrics {

/// The counters of a histogram with both kinds of buckets, except near zero.
///
/// The classic bounds cut some of the native buckets in pieces, the cells. An observation is counted once, in its cell,
/// and a bucket of either kind is a sum of cells. So both kinds always agree, whatever is counted while they are read.
///
/// Along one sign, away from zero, the number of the native bucket and the number of classic bounds that were passed
/// both only grow. So their sum numbers the cells.
class native_cells {
 public:
  /// `bounds` are finite and ascending.
  native_cells(native_settings, std::span<const double> bounds);
  ~native_cells();
  native_cells(const native_cells&) = delete;
  native_cells& operator=(const native_cells&) = delete;

  /// Returns false for NaN, too.
  bool is_away_from_zero(double value) const noexcept { return value > zero_threshold_ || value < -zero_threshold_; }

  /// Returns the cell of a value away from zero; `classic` is the number of bounds below it.
  std::atomic<std::uint64_t>& at(double value, std::size_t classic);

  /// Adds to the classic counts, which are not cumulative; returns the native ones, without zero_count.
  native_buckets add_to(std::span<std::uint64_t> classic) const;

 private:
  static constexpr std::int32_t chunk_length = 32;  // native buckets

  struct chunk {
    std::int32_t number;  // of its first bucket's index - 1, divided by chunk_length
    std::size_t passed;   // classic bounds before its first bucket
    std::vector<std::atomic<std::uint64_t>> cells;
    chunk* next;

    std::int32_t first() const noexcept { return number * chunk_length + 1; }
  };

  struct side {
    std::vector<std::int32_t> passes;  // the native bucket in which each of its classic bounds is, away from zero
    std::atomic<chunk*> chunks{nullptr};
  };

  static chunk& chunk_of(side&, std::int32_t index);
  template <class Classic>
  static std::vector<native_buckets::bucket> read(const side&, Classic count_of);

  native_index index_;
  double zero_threshold_;
  std::size_t first_positive_ = 0;  // bounds up to the zero threshold
  side negative_;
  side positive_;
};

}  // namespace cputemp::metrics
