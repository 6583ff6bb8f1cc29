#pragma once

#include <cputemp/metrics/native_histogram.hpp>

#include <cstdint>
#include <iterator>
#include <span>

/// How the protobuf format writes native buckets: in spans of neighbours, and what the count of each is more than that
/// of the one before it.
namespace cputemp::metrics {

/// Up to so many empty buckets take less room than a further span.
inline constexpr std::int64_t widest_filled_gap = 2;

/// The empty buckets between two; they may be as far apart as integers can be.
constexpr std::int64_t gap(const native_buckets::bucket& before, const native_buckets::bucket& after) {
  return std::int64_t{after.index} - before.index - 1;
}

/// Calls `take(offset, length)` for each span. The offset is that from the end of the span before; of the first, it is
/// its first index.
template <class Take>
void for_each_span(std::span<const native_buckets::bucket> buckets, Take take) {
  std::int64_t expected = 0;
  for (auto first = buckets.begin(); first != buckets.end();) {
    auto end = std::next(first);
    while (end != buckets.end() && gap(*std::prev(end), *end) <= widest_filled_gap) ++end;
    const auto next = std::int64_t{std::prev(end)->index} + 1;
    take(static_cast<std::int32_t>(first->index - expected), static_cast<std::uint32_t>(next - first->index));
    expected = next;
    first = end;
  }
}

/// Calls `take(delta)` for each bucket of all spans. Deltas are those of two's complement, so that counts of any size
/// can be added up from them.
template <class Take>
void for_each_delta(std::span<const native_buckets::bucket> buckets, Take take) {
  std::uint64_t before = 0;
  const auto step_to = [&](std::uint64_t count) {
    take(static_cast<std::int64_t>(count - before));
    before = count;
  };
  for (auto each = buckets.begin(); each != buckets.end(); ++each) {
    const auto empty = each == buckets.begin() ? 0 : gap(*std::prev(each), *each);
    if (empty <= widest_filled_gap)
      for (std::int64_t i = 0; i < empty; ++i) step_to(0);
    step_to(each->count);
  }
}

}  // namespace cputemp::metrics
