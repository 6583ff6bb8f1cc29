#pragma once

#include <cputemp/metrics/summary.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <memory>
#include <optional>

#include "history/window_steps.hpp"

namespace cputemp::sampling {

/// The sliding window over the headline, the temperature of the hottest CPU package.
class headline_window {
 public:
  explicit headline_window(boot_clock::duration window);

  /// Takes a reading if it is newer than the last one.
  void observe(const std::optional<cpu_temperature>&);

  struct published {
    std::shared_ptr<const metrics::summary_value> summary;  ///< null before the first reading
    boot_clock::time_point expires;                         ///< when readings may leave it
  };
  /// The same object until one comes or may leave.
  const published& value(boot_clock::time_point now);

 private:
  window_steps steps_;
  metrics::summary summary_;
  std::optional<boot_clock::time_point> sampled_;
  published value_{nullptr, boot_clock::time_point::max()};
};

}  // namespace cputemp::sampling
