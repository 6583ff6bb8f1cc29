#pragma once

#include <cputemp/hwmon/device.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::hwmon {

/// What each sensor of a chip measures of a CPU, by the driver's name and its labels; nothing for other chips.
/// `package` is the one that the chip's path tells; a label `Package id N` knows better.
std::vector<std::optional<cpu_position>> cpu_positions(std::string_view driver, std::optional<unsigned> package,
                                                       std::span<const std::string> labels);

}  // namespace cputemp::hwmon
