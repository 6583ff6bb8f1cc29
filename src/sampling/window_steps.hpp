#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <algorithm>
#include <cstdint>

namespace cputemp::sampling {

/// Cuts time into steps of a twelfth of a window. What is kept by steps covers the window and the step that is under
/// way, and leaves it a step at a time.
class window_steps {
 public:
  static constexpr int count = 12;

  explicit window_steps(steady_clock::duration window)
      : length_(std::max(steady_clock::duration(1), (window + steady_clock::duration(count - 1)) / count)) {}

  std::int64_t at(steady_clock::time_point t) const { return t.time_since_epoch() / length_; }
  steady_clock::time_point begin(std::int64_t step) const { return steady_clock::time_point(step * length_); }

 private:
  steady_clock::duration length_;
};

}  // namespace cputemp::sampling
