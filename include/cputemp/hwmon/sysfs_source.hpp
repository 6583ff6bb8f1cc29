#pragma once

#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/hwmon/sysfs_settings.hpp>

#include <memory>

namespace cputemp::hwmon {

/// The kernel's sensors below a sysfs root (Documentation/hwmon/sysfs-interface,
/// Documentation/driver-api/thermal/sysfs-api).
std::unique_ptr<sensor_source> make_sysfs_source(sysfs_settings);

}  // namespace cputemp::hwmon
