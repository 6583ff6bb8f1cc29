#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_source.hpp>

#include <filesystem>
#include <memory>
#include <set>

namespace cputemp::hwmon {

struct sysfs_settings {
  std::filesystem::path root = "/sys";
  std::set<device_class> classes = {device_class::hwmon, device_class::thermal_zone, device_class::cooling_device,
                                    device_class::cpu_throttle};
  std::set<sensor_kind> kinds = {sensor_kind::temp};  ///< of chips' sensors, among the selectable ones
  /// Every file of every kind of sensor, beside `kinds`, also of sensors that measure nothing: what node_exporter
  /// shows. Chips without any sensor are devices then, too.
  bool all_attributes = false;
};

/// The sensors of the kernel below a sysfs root (Documentation/hwmon/sysfs-interface,
/// Documentation/driver-api/thermal/sysfs-api).
std::unique_ptr<sensor_source> make_sysfs_source(sysfs_settings);

}  // namespace cputemp::hwmon
