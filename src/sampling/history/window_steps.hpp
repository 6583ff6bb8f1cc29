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

  explicit window_steps(boot_clock::duration window)
      : length_(std::max(boot_clock::duration(1), (window + boot_clock::duration(count - 1)) / count)) {}

  std::int64_t at(boot_clock::time_point t) const { return t.time_since_epoch() / length_; }
  boot_clock::time_point begin(std::int64_t step) const { return boot_clock::time_point(step * length_); }

 private:
  boot_clock::duration length_;
};

}  // namespace cputemp::sampling
