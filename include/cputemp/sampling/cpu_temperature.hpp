#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>

namespace cputemp::sampling {

/// A reading and where it comes from.
struct cpu_temperature {
  std::int64_t millidegrees;
  const device_state* device;  ///< in the snapshot; has details
  std::size_t sensor;          ///< index into device->inputs
};

/// The temperature of the hottest CPU package. A package is as hot as its package sensor, or as the hottest of its
/// cores and dies where that gives none; without any CPU chip the CPU's thermal zone counts, and without one of those
/// thermal_zone0. A CPU chip that can't be read leaves the answer empty: some other sensor would not be the CPU.
std::optional<cpu_temperature> hottest_cpu_package(const snapshot&);

/// Whether anything is there that hottest_cpu_package could take a temperature from.
bool has_cpu_sensor(const snapshot&);

}  // namespace cputemp::sampling
