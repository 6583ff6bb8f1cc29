#include "discovery/discovery.hpp"
#include "sysfs/sysfs_directory.hpp"

namespace cputemp::hwmon {

void discover_thermal(const std::string& root, const sysfs_settings& settings, inventory& found) {
  const bool zones = settings.classes.contains(device_class::thermal_zone);
  const bool cooling = settings.classes.contains(device_class::cooling_device);
  if (!zones && !cooling) return;
  const std::string directory = root + "/class/thermal";
  const auto entries = list_directory(directory);
  if (!entries) {
    found.problems.push_back(
        {directory, entries.error(), zones ? device_class::thermal_zone : device_class::cooling_device});
    return;
  }
  if (zones) discover_zones(root, *entries, found);
  if (cooling) discover_cooling(root, *entries, found);
}

}  // namespace cputemp::hwmon
