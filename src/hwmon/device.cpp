#include <cputemp/hwmon/device.hpp>

#include <algorithm>

namespace cputemp::hwmon {

const std::string& sensor_description::input_path() const noexcept {
  return std::ranges::find(attributes, "input", &attribute::name)->path;
}

std::string device_description::name() const {
  if (const auto* known = chip()) return known->chip;
  return "thermal_zone" + std::get<zone_identity>(identity).zone;
}

const std::string& device_description::type_name() const noexcept {
  if (const auto* known = chip()) return known->chip_name;
  return std::get<zone_identity>(identity).type;
}

}  // namespace cputemp::hwmon
