#pragma once

#include <cputemp/metrics/family.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "boot_time.hpp"
#include "kept_file.hpp"

namespace cputemp::exporter {

/// The nine process_* families of Prometheus' Go client, read from `procfs`/self (proc(5)). Keeps two files of it open.
/// For one thread at a time, and for such that share the process's table of descriptors.
class process_families {
 public:
  explicit process_families(const std::filesystem::path& procfs);

  /// As they are now. What can't be read is absent.
  void append_to(std::vector<metrics::metric_family>&);

 private:
  const double ticks_per_second_;
  const double page_bytes_;
  const std::string descriptors_;  // the path of their directory
  boot_time boot_time_;
  kept_file stat_;
  kept_file netstat_;
};

/// The descriptors in a directory such as /proc/self/fd, less the one that lists them; empty where it can't be read.
std::optional<double> list_descriptors(const std::string& directory);

}  // namespace cputemp::exporter
