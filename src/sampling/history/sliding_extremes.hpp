#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "history/window_steps.hpp"

namespace cputemp::sampling {

/// The lowest and the highest of the values in a sliding window. Each step has its own two, so that the size is the
/// same however many values there are, and small: a host can have 10,000 sensors.
class sliding_extremes {
 public:
  /// Values are saturated to 32 bits. A `step` before an earlier one counts as that.
  void observe(std::int64_t value, std::int64_t step);

  struct found {
    extremes values;
    std::int64_t until;  ///< the first step at which one of them has left the window
  };
  /// Of the steps from `window_steps::count` before `step` on; empty where there was no value.
  std::optional<found> value(std::int64_t step) const;

 private:
  struct slot {
    std::int32_t lowest = std::numeric_limits<std::int32_t>::max();  // above the highest: no value
    std::int32_t highest = std::numeric_limits<std::int32_t>::min();
  };
  static constexpr std::int64_t slots = window_steps::count + 1;

  slot& at(std::int64_t step) { return ring_[static_cast<std::size_t>(step % slots)]; }
  const slot& at(std::int64_t step) const { return ring_[static_cast<std::size_t>(step % slots)]; }

  std::array<slot, slots> ring_{};
  std::int64_t newest_ = 0;
};

}  // namespace cputemp::sampling
