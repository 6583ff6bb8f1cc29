#pragma once

#include <cputemp/sampling/boot_clock.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "gathering/gathered_families.hpp"
#include "self/boot_time.hpp"
#include "self/reopened_file.hpp"

namespace cputemp::exporter {

/// The nine process_* families of Prometheus' Go client, read from `procfs`/self (proc(5)). Keeps two of the files
/// open. For one thread at a time, of those that share the process's table of descriptors.
class process_families {
 public:
  explicit process_families(const std::filesystem::path& procfs);

  struct network_bytes {
    double received;
    double sent;
  };

  /// Appends the values at `now`, except for those of the network: the kernel takes about as long to write its counters
  /// as an exposition takes to make, so they are read once in `network_period`. A value that can't be read is absent.
  void append_to(gathered_families&, sampling::boot_clock::time_point now);

  static constexpr std::chrono::seconds network_period{1};

 private:
  const double ticks_per_second_;
  const double page_bytes_;
  const std::string descriptors_;  // the path of their directory
  boot_time boot_time_;
  reopened_file stat_;
  reopened_file netstat_;
  std::optional<network_bytes> network_;
  sampling::boot_clock::time_point network_due_ = sampling::boot_clock::time_point::min();
};

/// Counts the descriptors in a directory such as /proc/self/fd, except the one that lists them; empty if it can't be
/// read.
std::optional<double> list_descriptors(const std::string& directory);

}  // namespace cputemp::exporter
