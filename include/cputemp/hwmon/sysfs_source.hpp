#pragma once

#include <cputemp/hwmon/device.hpp>

#include <filesystem>
#include <memory>

namespace cputemp::hwmon {

struct sysfs_settings {
  std::filesystem::path root = "/sys";
  bool chips = true;          ///< look into class/hwmon
  bool thermal_zones = true;  ///< look into class/thermal
};

/// The sensors of the kernel below a sysfs root (Documentation/hwmon/sysfs-interface,
/// Documentation/driver-api/thermal/sysfs-api).
std::unique_ptr<sensor_source> make_sysfs_source(sysfs_settings);

}  // namespace cputemp::hwmon
