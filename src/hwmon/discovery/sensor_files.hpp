#pragma once

#include <cputemp/hwmon/sysfs_source.hpp>

#include <string>
#include <vector>

namespace cputemp::hwmon {

/// The sensors of a chip, from the names of the files in its directory and in `directory`/device, where drivers
/// from before Linux 3.14 put them; a file there replaces its namesake, as in node_exporter. A directory that can't
/// be listed is a problem, and the other one counts alone. The settings say which kinds are found, and whether those
/// are that measure nothing.
std::vector<sensor_description> find_sensors(const std::string& directory, const sysfs_settings&,
                                             std::vector<problem>& problems);

}  // namespace cputemp::hwmon
