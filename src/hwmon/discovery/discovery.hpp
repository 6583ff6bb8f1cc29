#pragma once

#include <cputemp/hwmon/sysfs_source.hpp>

#include <string>
#include <vector>

namespace cputemp::hwmon {

// Each adds the devices of one class; one broken entry never hides another. They read directories and the files `name`,
// `type`, and of CPUs the topology and the throttle counts, which the kernel has in memory: anything else might wake
// the device.

/// The chips of ROOT/class/hwmon.
void discover_chips(const std::string& root, const sysfs_settings&, inventory&);

/// The zones and the cooling devices of ROOT/class/thermal, as far as their classes are looked for.
void discover_thermal(const std::string& root, const sysfs_settings&, inventory&);

/// `entries` of ROOT/class/thermal.
void discover_zones(const std::string& root, const std::vector<std::string>& entries, inventory&);
void discover_cooling(const std::string& root, const std::vector<std::string>& entries, inventory&);

/// The throttle counts of ROOT/devices/system/cpu. No problem where there are none, but one where they are hidden.
void discover_throttles(const std::string& root, inventory&);

}  // namespace cputemp::hwmon
