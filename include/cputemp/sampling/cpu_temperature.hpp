#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cputemp::sampling {

/// One package of the CPU.
struct cpu_package {
  std::string package;                         ///< its number; its chip if that is unknown; `thermal_zoneN` for a zone
  std::optional<cpu_temperature> temperature;  ///< empty while it can't be read
};

/// Returns all packages, each once, including those that can't be read. The temperature of a package is that of its
/// package sensor, or of the hottest of its cores, dies and the zones of its die if that sensor has no reading. Without
/// a CPU chip, or if its temperatures are excluded, each zone with a package's own value is a package; without any of
/// these, each zone that may measure the CPU is. If sensors were chosen, the hottest of these counts for each package.
std::vector<cpu_package> cpu_packages(const snapshot&);

/// Returns the temperature of the hottest package; empty if there is a CPU chip but it can't be read: another sensor
/// would not be the CPU. A published snapshot has it as `headline`.
std::optional<cpu_temperature> hottest_cpu_package(const std::vector<cpu_package>&);

}  // namespace cputemp::sampling
