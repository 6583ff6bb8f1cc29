#include <cputemp/hwmon/sysfs_source.hpp>

#include "discovery/discovery.hpp"
#include "reading/sysfs_reader.hpp"
#include "sysfs/descriptor_budget.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace cputemp::hwmon {

namespace {

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
  // Shared with the readers, which may outlive this object in a thread that a driver doesn't let go.
  std::shared_ptr<descriptor_budget> budget_ = std::make_shared<descriptor_budget>();
};

}  // namespace

std::unique_ptr<sensor_source> make_sysfs_source(sysfs_settings settings) {
  return std::make_unique<sysfs_source>(std::move(settings));
}

}  // namespace cputemp::hwmon
