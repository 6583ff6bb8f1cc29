#include <cputemp/hwmon/device.hpp>

#include <algorithm>

namespace cputemp::hwmon {

const attribute* sensor_description::input() const noexcept {
  const auto found = std::ranges::find(attributes, "input", &attribute::name);
  return found == attributes.end() ? nullptr : &*found;
}

std::string device_description::name() const {
  if (const auto* known = chip()) return known->chip;
  if (const auto* known = zone()) return "thermal_zone" + known->zone;
  return cooling() != nullptr ? "cooling_devices" : "cpu_throttle";
}

const std::string& device_description::type_name() const noexcept {
  static const std::string none;
  if (const auto* known = chip()) return known->chip_name;
  if (const auto* known = zone()) return known->type;
  return none;
}

}  // namespace cputemp::hwmon
