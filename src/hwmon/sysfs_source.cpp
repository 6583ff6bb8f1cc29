#include <cputemp/hwmon/sysfs_source.hpp>

#include "discovery/discovery.hpp"
#include "reading/sysfs_reader.hpp"
#include "sysfs/attribute_file.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace cputemp::hwmon {

namespace {

// Zones and cooling devices share a directory.
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

class sysfs_source final : public sensor_source {
 public:
  explicit sysfs_source(sysfs_settings settings) : settings_(std::move(settings)) {}

  inventory discover() const override {
    // Resolved each time: /sys may be mounted after the start.
    std::error_code error;
    std::filesystem::path resolved = std::filesystem::canonical(settings_.root, error);
    const std::string root = (error ? settings_.root : resolved).string();
    inventory found;
    if (settings_.classes.contains(device_class::hwmon)) discover_chips(root, settings_, found);
    discover_thermal(root, settings_, found);
    if (settings_.classes.contains(device_class::cpu_throttle)) discover_throttles(root, found);
    // What has the numbers of cores among its labels: sensors, and throttle counts.
    if (settings_.classes.contains(device_class::hwmon) || settings_.classes.contains(device_class::cpu_throttle))
      discover_cores(root, found);
    std::ranges::stable_sort(found.devices, {}, &device_description::id);
    // Ids are unique: two links to one zone are one zone, the first.
    const auto twice = [](const auto& a, const auto& b) { return a->id == b->id; };
    found.devices.erase(std::unique(found.devices.begin(), found.devices.end(), twice), found.devices.end());
    return found;
  }

  std::unique_ptr<device_reader> reader(std::shared_ptr<const device_description> device) const override {
    return std::make_unique<sysfs_reader>(std::move(device), settings_.all_attributes, budget_);
  }

 private:
  sysfs_settings settings_;
  // Shared with the readers, which may outlive this object in a thread that is stuck in a driver.
  std::shared_ptr<descriptor_budget> budget_ = std::make_shared<descriptor_budget>();
};

}  // namespace

std::unique_ptr<sensor_source> make_sysfs_source(sysfs_settings settings) {
  return std::make_unique<sysfs_source>(std::move(settings));
}

}  // namespace cputemp::hwmon
