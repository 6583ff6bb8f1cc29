#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <memory>

namespace cputemp::app {

/// Prints what there is to say of a device, and returns what the daemon would know of it after a read: without readings
/// where the device does not answer. Each sensor of a chip is read alone, so that its own time shows.
std::shared_ptr<const sampling::device_state> examine_device(const std::shared_ptr<const hwmon::sensor_source>&,
                                                             const std::shared_ptr<const hwmon::device_description>&);

}  // namespace cputemp::app
