#include <cputemp/hwmon/device.hpp>

#include <algorithm>

namespace cputemp::hwmon {

const std::string& sensor_description::input_path() const noexcept {
  return std::ranges::find(attributes, "input", &attribute::name)->path;
}

std::string device_description::name() const { return zone() ? "thermal_zone" + zone()->zone : chip()->chip; }

}  // namespace cputemp::hwmon
