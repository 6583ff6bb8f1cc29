#include "demo/demo.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "demo/devices.hpp"
#include "demo/reader.hpp"

namespace cputemp::app {
namespace {

using demo::device;

std::vector<device> all_devices() {
  auto all = demo::zones();
  for (unsigned package = 0; package < demo::machine::packages; ++package) all.push_back(demo::cpu_package(package));
  for (const auto make : {demo::disk, demo::board, demo::climate, demo::power_supply, demo::graphics_card,
                          demo::cooling_devices, demo::throttle_counts})
    all.push_back(make());
  std::ranges::sort(all, {}, [](const device& d) { return d.description->id; });
  return all;
}

class demo_source final : public hwmon::sensor_source {
 public:
  demo_source(const hwmon::sysfs_settings& settings, demo::running_machine::clock now)
      : machine_(std::make_shared<demo::running_machine>(std::move(now))), all_attributes_(settings.all_attributes) {
    for (const auto& d : devices_)
      if (settings.classes.contains(d.description->what())) show(d.description, settings);
  }

  hwmon::inventory discover() const override { return found_; }

  std::unique_ptr<hwmon::device_reader> reader(std::shared_ptr<const hwmon::device_description> wanted) const override {
    const auto& whole = *std::ranges::find(
        devices_, wanted->id, [](const device& d) -> auto& { return d.description->id; });
    return demo::make_reader(machine_, whole, *wanted, all_attributes_);
  }

 private:
  /// A chip is shown with the kinds of sensors that are wanted, if it has any.
  void show(const std::shared_ptr<const hwmon::device_description>& whole, const hwmon::sysfs_settings& settings) {
    if (whole->chip() == nullptr || settings.all_attributes) return found_.devices.push_back(whole);
    auto left = *whole;
    std::erase_if(left.sensors, [&](const auto& s) { return !settings.kinds.contains(s.kind); });
    if (!left.sensors.empty())
      found_.devices.push_back(std::make_shared<const hwmon::device_description>(std::move(left)));
  }

  std::shared_ptr<demo::running_machine> machine_;
  bool all_attributes_;
  std::vector<device> devices_ = all_devices();
  hwmon::inventory found_;
};

}  // namespace

std::unique_ptr<hwmon::sensor_source> make_demo_source(const hwmon::sysfs_settings& settings,
                                                       std::function<std::chrono::steady_clock::time_point()> now) {
  return std::make_unique<demo_source>(settings, std::move(now));
}

}  // namespace cputemp::app
