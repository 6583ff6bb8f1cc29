#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstdint>
#include <optional>
#include <vector>

#include "history/same_sensors.hpp"

namespace cputemp::sampling {

/// Throttle counters that go on when another CPU of the same core or package takes over from one that went offline:
/// each CPU has its own counts, which begin when it is started.
class throttle_ledger {
 public:
  explicit throttle_ledger(const hwmon::device_description& device) : counts_(device.sensors.size()) {}

  /// The device has a new description: a sensor that is now read from another path goes on from its value.
  void carry_over(const hwmon::device_description& before, const hwmon::device_description& now, const sensor_origins&);

  /// Replaces the kernel's counts by the continued ones; they are the same until a path changes.
  void continue_with(std::vector<hwmon::reading>& inputs);

 private:
  struct count {
    std::optional<std::int64_t> value;
    std::optional<std::int64_t> raw;  // as last read from this path
  };
  std::vector<count> counts_;
};

}  // namespace cputemp::sampling
