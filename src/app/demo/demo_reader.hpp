#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_source.hpp>

#include <memory>

#include "demo/simulated_device.hpp"

namespace cputemp::app {

/// Returns a reader of those sensors of a simulated device that `wanted` has; filters may have left some out.
std::unique_ptr<hwmon::device_reader> make_demo_reader(std::shared_ptr<running_machine>, const simulated_device&,
                                                       const hwmon::device_description& wanted, bool all_attributes);

}  // namespace cputemp::app
