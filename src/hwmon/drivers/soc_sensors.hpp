#pragma once

#include <cputemp/hwmon/device.hpp>

#include <optional>
#include <string_view>

namespace cputemp::hwmon {

/// The part of the CPU that a sensor of this name measures, for the sensors that firmware and device trees name: types
/// of thermal zones, and the hwmon chips that the kernel makes of them. `-` counts as `_`, and case doesn't count.
std::optional<cpu_part> soc_part(std::string_view name);

}  // namespace cputemp::hwmon
