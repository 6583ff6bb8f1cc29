#pragma once

#include "drivers/driver_table.hpp"

#include <cputemp/hwmon/cpu_position.hpp>

#include <optional>
#include <span>
#include <vector>

namespace cputemp::hwmon {

/// Returns what each temperature of a chip measures of a CPU, by the rules of its driver; nothing for others.
/// `package` is the one in the chip's path; a label `Package id N` overrides it.
std::vector<std::optional<cpu_position>> cpu_positions(const driver_facts&, std::optional<unsigned> package,
                                                       std::span<const sensor_name> temperatures);

}  // namespace cputemp::hwmon
