#pragma once

#include <cputemp/hwmon/cpu_core.hpp>

#include <string>
#include <vector>

namespace cputemp::app {

/// The cores of the CPU with the CPUs of Linux in each, by package and type, at most 100 columns a line:
/// `package 0, 2 P cores: 0 (0-1), 4 (2-3)`.
std::vector<std::string> core_lines(const std::vector<hwmon::cpu_core>&);

}  // namespace cputemp::app
