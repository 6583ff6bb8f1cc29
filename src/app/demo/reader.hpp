#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_source.hpp>

#include <memory>

#include "demo/device.hpp"

namespace cputemp::app::demo {

/// Reads those sensors of a simulated device that a description has; it may have fewer than the device.
std::unique_ptr<hwmon::device_reader> make_reader(std::shared_ptr<running_machine>, const device&,
                                                  const hwmon::device_description& wanted, bool all_attributes);

}  // namespace cputemp::app::demo
