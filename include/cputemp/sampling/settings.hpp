#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <cstddef>
#include <vector>

namespace cputemp::sampling {

struct settings {
  /// Period of the ticks; zero: no timer, each scrape reads.
  boot_clock::duration interval = std::chrono::seconds(1);
  /// Period of slow devices, and of alarms on all.
  boot_clock::duration slow_interval = std::chrono::seconds(15);
  /// Older readings are not served, except of devices that take longer to read.
  boot_clock::duration max_age = std::chrono::seconds(5);
  /// The longest that a scrape waits.
  boot_clock::duration timeout = std::chrono::seconds(1);
  /// A tick publishes after this time, even if devices have not answered.
  boot_clock::duration sweep_limit = std::chrono::milliseconds(100);
  /// A read that lasts longer gets its bus a reader of its own.
  boot_clock::duration patience = std::chrono::milliseconds(100);
  boot_clock::duration rediscovery = std::chrono::minutes(1);
  /// A discovery that lasts longer hangs: it is reported, and another one may begin beside it.
  boot_clock::duration discovery_limit = std::chrono::seconds(5);
  /// Length of the sliding window for extremes and quantiles.
  boot_clock::duration window = std::chrono::minutes(2);
  /// Degrees Celsius; the time that a package spends at or above each is counted, beside its own limits.
  std::vector<double> thresholds = {85};
  /// Only sensors with is_chosen_cpu are the CPU's.
  bool cpu_is_chosen = false;
  /// Look for devices at once when the kernel announces that one came or went (uevents).
  bool hear_uevents = true;
  /// The most readers that buses may hold up before those that have hung once are not asked again. Buses that never
  /// hung may take as many more.
  std::size_t max_readers = 64;

  /// Whether readings are taken between scrapes.
  bool in_background() const { return interval > interval.zero(); }
};

}  // namespace cputemp::sampling
