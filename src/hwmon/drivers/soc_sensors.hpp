#pragma once

#include <cputemp/hwmon/cpu_position.hpp>

#include <optional>
#include <string_view>

namespace cputemp::hwmon {

/// Returns the part of the CPU that a sensor of this name measures. Firmware and device trees name such sensors: the
/// types of thermal zones, and the hwmon chips that the kernel makes of zones. `-` counts as `_`, and case is ignored.
std::optional<cpu_part> soc_part(std::string_view name) noexcept;

}  // namespace cputemp::hwmon
