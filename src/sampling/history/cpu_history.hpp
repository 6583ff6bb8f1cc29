#pragma once

#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <chrono>
#include <optional>
#include <vector>

#include "history/cpu_temperature_window.hpp"
#include "history/package_ledger.hpp"

namespace cputemp::sampling {

/// Remembers what happened to the CPU between the scrapes.
class cpu_history {
 public:
  explicit cpu_history(const settings& s) : window_(s.window), packages_(s.thresholds) {}

  /// Completes a snapshot that has its devices and its headline. Returns when part of the history may have left the
  /// window. A sweep is one sample, taken at the time of day `sampled`; without `sampled`, only forgets the packages
  /// that are gone.
  boot_clock::time_point complete(snapshot&, const std::vector<cpu_package>&, boot_clock::time_point now,
                                  std::optional<std::chrono::system_clock::time_point> sampled);

 private:
  cpu_temperature_window window_;
  package_ledger packages_;
};

}  // namespace cputemp::sampling
