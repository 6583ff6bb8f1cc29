#include "instruments/native_cells.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace cputemp::metrics {

native_cells::native_cells(native_settings settings, std::span<const double> bounds)
    : index_(settings.schema), zero_threshold_(settings.zero_threshold) {
  for (const double bound : bounds) {
    if (bound <= zero_threshold_)
      ++first_positive_;
    else
      positive_.passes.push_back(index_.of(bound));
  }
  for (auto bound = bounds.rbegin(); bound != bounds.rend(); ++bound)
    if (*bound < -zero_threshold_) negative_.passes.push_back(index_.of(-*bound));
}

native_cells::~native_cells() {
  for (auto* each : {&negative_, &positive_})
    for (chunk* at = each->chunks; at != nullptr;) delete std::exchange(at, at->next);
}

native_cells::chunk& native_cells::chunk_of(side& from, std::int32_t index) {
  const auto number = (index - 1) >> 5;
  static_assert(chunk_length == 1 << 5);
  const auto find = [number](chunk* at, const chunk* end) {
    while (at != end && at->number != number) at = at->next;
    return at == end ? nullptr : at;
  };
  chunk* const seen = from.chunks.load(std::memory_order_acquire);
  if (auto* const found = find(seen, nullptr)) return *found;

  auto made = std::make_unique<chunk>(chunk{number, 0, {}, seen});
  const auto passed = std::ranges::lower_bound(from.passes, made->first());
  const auto passed_after = std::ranges::lower_bound(from.passes, made->first() + chunk_length);
  made->passed = static_cast<std::size_t>(passed - from.passes.begin());
  made->cells = std::vector<std::atomic<std::uint64_t>>(chunk_length + static_cast<std::size_t>(passed_after - passed));
  // Only what others have pushed meanwhile can be the chunk; what was there before was looked at.
  while (!from.chunks.compare_exchange_weak(made->next, made.get(), std::memory_order_acq_rel)) {
    if (auto* const found = find(made->next, seen)) return *found;
  }
  return *made.release();
}

std::atomic<std::uint64_t>& native_cells::at(double value, std::size_t classic) {
  const bool is_positive = value > 0;
  const auto index = index_.of(std::abs(value));
  auto& found = chunk_of(is_positive ? positive_ : negative_, index);
  const auto passed = (is_positive ? classic - first_positive_ : negative_.passes.size() - classic) - found.passed;
  return found.cells[static_cast<std::size_t>(index - found.first()) + passed];
}

/// `count_of(passed)` is the classic counter of an observation that has `passed` bounds between itself and zero.
template <class Classic>
std::vector<native_buckets::bucket> native_cells::read(const side& from, Classic count_of) {
  std::vector<native_buckets::bucket> buckets;
  std::vector<std::uint64_t> counts;
  for (const auto* each = from.chunks.load(std::memory_order_acquire); each != nullptr; each = each->next) {
    counts.assign(chunk_length, 0);
    auto passed = each->passed;
    std::size_t bucket = 0;
    for (const auto& cell : each->cells) {
      const auto count = cell.load(std::memory_order_acquire);
      counts[bucket] += count;
      count_of(passed) += count;
      // The next cell is the same bucket's behind a bound, or else the next bucket's.
      const bool is_cut =
          passed < from.passes.size() && from.passes[passed] == each->first() + static_cast<std::int32_t>(bucket);
      is_cut ? ++passed : ++bucket;
    }
    for (std::int32_t i = 0; i < chunk_length; ++i)
      if (const auto count = counts[static_cast<std::size_t>(i)]; count != 0)
        buckets.push_back({each->first() + i, count});
  }
  std::ranges::sort(buckets, {}, &native_buckets::bucket::index);
  return buckets;
}

native_buckets native_cells::add_to(std::span<std::uint64_t> classic) const {
  native_buckets result;
  result.schema = index_.schema();
  result.zero_threshold = zero_threshold_;
  result.negative = read(
      negative_, [&](std::size_t passed) -> auto& { return classic[negative_.passes.size() - passed]; });
  result.positive = read(
      positive_, [&](std::size_t passed) -> auto& { return classic[first_positive_ + passed]; });
  return result;
}

}  // namespace cputemp::metrics
