#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::sampling {

/// A reading and where it comes from.
struct cpu_temperature {
  std::int64_t millidegrees;
  const device_state* device;  ///< in the snapshot; has details
  std::size_t sensor;          ///< index into device->inputs
};

/// What is taken for one package of the CPU.
struct cpu_package {
  std::string package;  ///< its number; its chip where that is unknown; `thermal_zoneN` for a zone
  std::optional<cpu_temperature> temperature;  ///< empty while it can't be read
};

/// All packages, also those that can't be read, each once. A package is as hot as its package sensor, or as the hottest
/// of its cores and dies where that gives none. Without any CPU chip, or where its temperatures are left out, each of
/// the CPU's thermal zones is one, and without one of those thermal_zone0.
std::vector<cpu_package> cpu_packages(const snapshot&);

/// The temperature of the hottest package. A CPU chip that can't be read leaves the answer empty: some other sensor
/// would not be the CPU.
std::optional<cpu_temperature> hottest_cpu_package(const snapshot&);
std::optional<cpu_temperature> hottest_cpu_package(const std::vector<cpu_package>&);

/// Whether anything is there that hottest_cpu_package could take a temperature from.
bool has_cpu_sensor(const snapshot&);

}  // namespace cputemp::sampling
