#include "demo/demo.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "demo/demo_devices.hpp"
#include "demo/demo_reader.hpp"

namespace cputemp::app {
namespace {

std::vector<simulated_device> all_devices() {
  auto all = simulated_zones();
  for (unsigned package = 0; package < machine::packages; ++package) all.push_back(simulated_cpu_package(package));
  for (const auto make : {simulated_disk, simulated_board, simulated_climate, simulated_power_supply,
                          simulated_graphics_card, simulated_cooling_devices, simulated_throttle_counts})
    all.push_back(make());
  std::ranges::sort(all, {}, [](const simulated_device& d) { return d.description->id; });
  return all;
}

class demo_source final : public hwmon::sensor_source {
 public:
  demo_source(const hwmon::sysfs_settings& settings, running_machine::clock now)
      : machine_(std::make_shared<running_machine>(std::move(now))), all_attributes_(settings.all_attributes) {
    for (const auto& d : devices_)
      if (settings.classes.contains(d.description->what())) show(d.description, settings);
    found_.cores = simulated_cores();
  }

  hwmon::inventory discover() const override { return found_; }

  std::unique_ptr<hwmon::device_reader> reader(std::shared_ptr<const hwmon::device_description> wanted) const override {
    const auto& whole = *std::ranges::find(
        devices_, wanted->id, [](const simulated_device& d) -> auto& { return d.description->id; });
    return make_demo_reader(machine_, whole, *wanted, all_attributes_);
  }

 private:
  /// Lists a chip with those of its sensors whose kinds are wanted, if it has any.
  void show(const std::shared_ptr<const hwmon::device_description>& whole, const hwmon::sysfs_settings& settings) {
    if (whole->chip() == nullptr || settings.all_attributes) return found_.devices.push_back(whole);
    auto left = *whole;
    std::erase_if(left.sensors, [&](const auto& s) { return !settings.kinds.contains(s.kind); });
    if (!left.sensors.empty())
      found_.devices.push_back(std::make_shared<const hwmon::device_description>(std::move(left)));
  }

  std::shared_ptr<running_machine> machine_;
  bool all_attributes_;
  std::vector<simulated_device> devices_ = all_devices();
  hwmon::inventory found_;
};

}  // namespace

std::unique_ptr<hwmon::sensor_source> make_demo_source(const hwmon::sysfs_settings& settings,
                                                       std::function<std::chrono::steady_clock::time_point()> now) {
  return std::make_unique<demo_source>(settings, std::move(now));
}

}  // namespace cputemp::app
