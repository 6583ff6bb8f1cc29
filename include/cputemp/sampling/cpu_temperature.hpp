#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <optional>
#include <string>
#include <vector>

namespace cputemp::sampling {

/// One package of the CPU.
struct cpu_package {
  std::string package;  ///< its number; its chip where that is unknown; `thermal_zoneN` for a zone
  std::optional<cpu_temperature> temperature;  ///< empty while it can't be read
};

/// All packages, also those that can't be read, each once. A package is as hot as its package sensor, or as the hottest
/// of its cores and dies where that gives none. Without any CPU chip, or where its temperatures are left out, each of
/// the CPU's thermal zones is one, and without one of those thermal_zone0.
std::vector<cpu_package> cpu_packages(const snapshot&);

/// The temperature of the hottest package. If a CPU chip is there but can't be read, there is no answer: some other
/// sensor would not be the CPU. A published snapshot has it as `headline`.
std::optional<cpu_temperature> hottest_cpu_package(const std::vector<cpu_package>&);

}  // namespace cputemp::sampling
