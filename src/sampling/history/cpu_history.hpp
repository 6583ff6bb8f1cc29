#pragma once

#include <cputemp/sampling/settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <chrono>
#include <optional>

#include "history/headline_window.hpp"
#include "history/package_ledger.hpp"

namespace cputemp::sampling {

/// What happened to the CPU between the scrapes.
class cpu_history {
 public:
  explicit cpu_history(const settings& s) : window_(s.window), packages_(s.thresholds) {}

  /// Completes a snapshot that has its devices. Returns when something of that may have left the window. A sweep is one
  /// sample, of the time of day `sampled`; what is published besides only ends the packages that are gone.
  boot_clock::time_point complete(snapshot&, boot_clock::time_point now,
                                  std::optional<std::chrono::system_clock::time_point> sampled);

 private:
  headline_window window_;
  package_ledger packages_;
};

}  // namespace cputemp::sampling
