#pragma once

#include <cputemp/hwmon/cpu_position.hpp>
#include <cputemp/hwmon/device.hpp>

#include <optional>
#include <string_view>

namespace cputemp::hwmon {

// Firmware and device trees name sensors: the types of thermal zones, cut at 19 characters by the kernel, and the hwmon
// chips that the kernel makes of zones. `-` counts as `_`, and case is ignored.

/// Returns the part of the CPU that a sensor of this name measures; null if it measures, or may measure, something
/// else.
std::optional<cpu_part> soc_part(std::string_view name) noexcept;

/// What a zone of this type says about the CPU.
zone_cpu cpu_of_zone(std::string_view type) noexcept;

}  // namespace cputemp::hwmon
