#pragma once

#include <time.h>

#include <chrono>

namespace cputemp::sampling {

/// The clock of all ages and deadlines: CLOCK_BOOTTIME (clock_gettime(2)). Does not jump with the wall clock, and
/// unlike std::chrono::steady_clock goes on while the machine is suspended, so that a reading from before is old after
/// it.
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
