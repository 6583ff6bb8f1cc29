#pragma once

#include <filesystem>
#include <string>

namespace cputemp::app {

/// Why a host may show no CPU temperature below this sysfs root, and what to do: one sentence, from what can be seen.
std::string no_sensor_advice(const std::filesystem::path& sysfs, const std::filesystem::path& procfs);

}  // namespace cputemp::app
