#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_error.hpp>
#include <cputemp/hwmon/sysfs_settings.hpp>

#include <string>
#include <utility>
#include <vector>

namespace cputemp::hwmon {

// Each function adds the devices of one class; a broken entry never hides another. They read directories and the files
// `name` and `type`, and of CPUs the topology and the throttle counts, which the kernel has in memory. Any other file
// might wake the device.

/// The chips of ROOT/class/hwmon.
void discover_chips(const std::string& root, const sysfs_settings&, inventory&);

/// The zones of ROOT/class/thermal, which has these entries.
void discover_zones(const std::string& root, const std::vector<std::string>& entries, inventory&);

/// The cooling devices of ROOT/class/thermal, which has these entries.
void discover_cooling(const std::string& root, const std::vector<std::string>& entries, inventory&);

/// The throttle counts of ROOT/devices/system/cpu. It is a problem if they are hidden, but not if there are none.
void discover_throttles(const std::string& root, inventory&);

/// The cores of ROOT/devices/system/cpu that are online, with the types that a hybrid CPU has: by the performance
/// counters of Intel's, else by the capacities that the scheduler knows (Arm), else by the highest frequencies.
void discover_cores(const std::string& root, inventory&);

/// Notes why a device that was listed is left out, unless it was unplugged since.
inline void note_unless_unplugged(problem p, inventory& found) {
  if (classify(p.error).what != fault_class::gone) found.problems.push_back(std::move(p));
}

}  // namespace cputemp::hwmon
