#pragma once

#include <cputemp/metrics/summary.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <memory>
#include <optional>

#include "history/time_slices.hpp"

namespace cputemp::sampling {

/// The distribution of the CPU's temperature, which is that of its hottest package, in the sliding window.
class cpu_temperature_window {
 public:
  explicit cpu_temperature_window(boot_clock::duration window);

  /// Takes a reading if it is newer than the last one.
  void observe(const std::optional<cpu_temperature>&);

  struct published {
    std::shared_ptr<const metrics::summary_value> summary;  ///< null before the first reading
    boot_clock::time_point expires;                         ///< when readings may leave the window
  };
  /// The same object until a reading comes or may leave.
  const published& value(boot_clock::time_point now);

 private:
  time_slices slices_;
  metrics::summary summary_;
  std::optional<boot_clock::time_point> sampled_;
  published value_{nullptr, boot_clock::time_point::max()};
};

}  // namespace cputemp::sampling
