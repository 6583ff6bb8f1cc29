#pragma once

#include <cputemp/hwmon/sysfs_settings.hpp>

#include <string>
#include <vector>

namespace cputemp::hwmon {

/// Finds the sensors of a chip by the names of the files in its directory and in `directory`/device, where drivers from
/// before Linux 3.14 put them; a file there replaces its namesake, as in node_exporter. A directory that can't be
/// listed is a problem, and only the other one counts. The settings say which kinds to find, and whether to include
/// sensors that measure nothing.
std::vector<sensor_description> find_sensors(const std::string& directory, const sysfs_settings&,
                                             std::vector<problem>& problems);

}  // namespace cputemp::hwmon
