#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "history/time_slices.hpp"

namespace cputemp::sampling {

/// The lowest and the highest of the values in a sliding window. Each slice has its own two, so that the size is the
/// same however many values there are, and small: a host can have 10,000 sensors.
class sliding_extremes {
 public:
  /// Values are saturated to 32 bits. A `slice` that is older than the newest one counts as that.
  void observe(std::int64_t value, std::int64_t slice);

  struct found {
    extremes values;
    std::int64_t until;  ///< the first slice at which one of them has left the window
  };
  /// Covers the slices from `time_slices::count` before `slice` on; empty if there was no value.
  std::optional<found> value(std::int64_t slice) const;

 private:
  struct slot {
    std::int32_t lowest = std::numeric_limits<std::int32_t>::max();  // above the highest: no value
    std::int32_t highest = std::numeric_limits<std::int32_t>::min();
  };
  static constexpr std::int64_t slots = time_slices::count + 1;

  slot& at(std::int64_t slice) { return ring_[static_cast<std::size_t>(slice % slots)]; }
  const slot& at(std::int64_t slice) const { return ring_[static_cast<std::size_t>(slice % slots)]; }

  std::array<slot, slots> ring_{};
  std::int64_t newest_ = 0;
};

}  // namespace cputemp::sampling
