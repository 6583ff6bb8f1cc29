#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_kind.hpp>

#include <filesystem>
#include <set>

namespace cputemp::hwmon {

/// Where a sysfs source looks, and for what.
struct sysfs_settings {
  std::filesystem::path root = "/sys";
  std::set<device_class> classes = {device_class::hwmon, device_class::thermal_zone, device_class::cooling_device,
                                    device_class::cpu_throttle};
  std::set<sensor_kind> kinds = {sensor_kind::temp};  ///< of chips' sensors, among the selectable ones
  /// Every file of every kind of sensor, in addition to `kinds`, even of sensors that measure nothing: the files that
  /// node_exporter shows. A chip without any sensor is then a device, too.
  bool all_attributes = false;
};

}  // namespace cputemp::hwmon
