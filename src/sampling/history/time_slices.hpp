#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <algorithm>
#include <cstdint>

namespace cputemp::sampling {

/// Cuts time into slices of a twelfth of a window. Values that are kept by slice cover the window and the slice that is
/// under way, and leave the window a slice at a time.
class time_slices {
 public:
  static constexpr int count = 12;

  explicit time_slices(boot_clock::duration window)
      : length_(std::max(boot_clock::duration(1), (window + boot_clock::duration(count - 1)) / count)) {}

  std::int64_t at(boot_clock::time_point t) const { return t.time_since_epoch() / length_; }
  boot_clock::time_point begin(std::int64_t slice) const { return boot_clock::time_point(slice * length_); }

 private:
  boot_clock::duration length_;
};

}  // namespace cputemp::sampling
