#pragma once

#include <time.h>

#include <chrono>

namespace cputemp::sampling {

/// Ages and deadlines are told by this clock: CLOCK_BOOTTIME (clock_gettime(2)). A jump of the wall clock changes
/// nothing; and unlike std::chrono::steady_clock it goes on while the machine is suspended, so that what was read
/// before is known to be old after.
struct boot_clock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<boot_clock>;
  static constexpr bool is_steady = true;

  static time_point now() noexcept {
    timespec t{};
    clock_gettime(CLOCK_BOOTTIME, &t);
    return time_point(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
  }
};

}  // namespace cputemp::sampling
