#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace cputemp::exporter {

/// Reads from /proc/stat (`btime`) when the machine was started. The kernel adds up the interrupts of all CPUs for each
/// read of that file, so it is read again only after the wall clock was set, which moves this time too: on a board
/// without a battery for its clock, that is a while after the exporter was started.
class boot_time {
 public:
  /// `procfs_stat` is the path of the file.
  explicit boot_time(std::string procfs_stat) noexcept : path_(std::move(procfs_stat)) {}

  /// Returns seconds of Unix time; empty if the file can't be read. `wall_less_boot` is how far CLOCK_REALTIME is ahead
  /// of CLOCK_BOOTTIME: it stays the same until the clock is set, even if NTP makes it faster or slower.
  std::optional<double> seconds(std::chrono::nanoseconds wall_less_boot);

 private:
  const std::string path_;
  std::optional<double> known_;
  std::chrono::nanoseconds read_at_{};  // wall_less_boot then
};

/// Returns how far the wall clock is ahead now, for boot_time::seconds.
std::chrono::nanoseconds wall_less_boot() noexcept;

}  // namespace cputemp::exporter
