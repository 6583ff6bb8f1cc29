#include <cputemp/hwmon/device.hpp>

#include "drivers/kind_attributes.hpp"

#include <algorithm>

namespace cputemp::hwmon {

const attribute* sensor_description::input() const noexcept {
  for (const std::string_view property : measured_properties(kind)) {
    const auto found = std::ranges::find(attributes, property, &attribute::name);
    if (found != attributes.end()) return &*found;
  }
  return nullptr;
}

bool sensor_description::is_wanted(const std::set<sensor_kind>& kinds) const {
  if (input() != nullptr) return kinds.contains(kind);
  return std::ranges::any_of(attributes, [](const attribute& file) { return !alarm_of(file.name).empty(); });
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
