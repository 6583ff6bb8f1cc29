#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <memory>
#include <string>
#include <vector>

namespace cputemp::app {

/// What a look at a device found.
struct device_report {
  std::vector<std::string> lines;     ///< a heading and the rows of its sensors
  std::vector<std::string> problems;  ///< one for each sensor without a reading, or with an alarm
  /// What the daemon would know of the device after a read; without readings if it does not answer.
  std::shared_ptr<const sampling::device_state> state;
};

/// Reads each sensor of a chip alone, so that the time of each is known, and waits for none longer than
/// doctor_time_limit.
device_report examine_device(const std::shared_ptr<const hwmon::sensor_source>&,
                             const std::shared_ptr<const hwmon::device_description>&);

}  // namespace cputemp::app
