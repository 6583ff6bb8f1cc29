#pragma once

#include <cputemp/hwmon/device.hpp>

#include <string>

namespace cputemp::hwmon {

/// Adds the chips of ROOT/class/hwmon; one broken entry never hides another. Reads directories and the files `name`
/// and physical_package_id only: anything else might wake the device.
void discover_chips(const std::string& root, inventory&);

/// Adds the zones of ROOT/class/thermal. Reads directories and `type`.
void discover_zones(const std::string& root, inventory&);

}  // namespace cputemp::hwmon
