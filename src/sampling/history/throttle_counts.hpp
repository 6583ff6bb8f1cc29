#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstdint>
#include <optional>
#include <vector>

#include "history/same_sensors.hpp"

namespace cputemp::sampling {

/// Counters of throttling that go on where another CPU of the same core or package takes over from one that went
/// offline: each CPU has counts of its own, from when it was started.
class throttle_counts {
 public:
  explicit throttle_counts(const hwmon::device_description& device) : counts_(device.sensors.size()) {}

  /// The device was described anew: a sensor that is read from another path now goes on from its value.
  void carry_over(const hwmon::device_description& before, const hwmon::device_description& now, const sensor_origins&);

  /// Replaces what the kernel says by what it comes to: the same, until a path changes.
  void continue_with(std::vector<hwmon::reading>& inputs);

 private:
  struct count {
    std::optional<std::int64_t> value;
    std::optional<std::int64_t> raw;  // as last read from this path
  };
  std::vector<count> counts_;
};

}  // namespace cputemp::sampling
