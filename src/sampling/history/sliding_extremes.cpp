#include "history/sliding_extremes.hpp"

#include <algorithm>

namespace cputemp::sampling {

void sliding_extremes::observe(std::int64_t value, std::int64_t slice) {
  using limits = std::numeric_limits<std::int32_t>;
  const auto saturated = static_cast<std::int32_t>(std::clamp<std::int64_t>(value, limits::min(), limits::max()));
  for (auto passed = std::max(newest_ + 1, slice - slots + 1); passed <= slice; ++passed) at(passed) = {};
  newest_ = std::max(newest_, slice);
  auto& own = at(newest_);
  own = {std::min(own.lowest, saturated), std::max(own.highest, saturated)};
}

std::optional<sliding_extremes::found> sliding_extremes::value(std::int64_t slice) const {
  slot all;
  std::int64_t lowest_seen = 0;
  std::int64_t highest_seen = 0;
  for (auto i = std::max<std::int64_t>(0, std::max(slice, newest_) - slots + 1); i <= newest_; ++i) {
    const auto& own = at(i);
    if (own.lowest > own.highest) continue;
    if (own.lowest <= all.lowest) {
      all.lowest = own.lowest;
      lowest_seen = i;
    }
    if (own.highest >= all.highest) {
      all.highest = own.highest;
      highest_seen = i;
    }
  }
  if (all.lowest > all.highest) return std::nullopt;
  return found{{all.lowest, all.highest}, std::min(lowest_seen, highest_seen) + slots};
}

}  // namespace cputemp::sampling
