#pragma once

#include <cputemp/hwmon/device.hpp>

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace cputemp::sampling {

/// Where the sensors of a device were in its description before: for each that is there now, the index of the one of
/// the same kind and name; empty for one that is new.
using sensor_origins = std::vector<std::optional<std::size_t>>;

sensor_origins same_sensors(const hwmon::device_description& before, const hwmon::device_description& now);

/// Reorders what was kept for the sensors before to those now.
template <class T>
std::vector<T> carried_over(std::vector<T>& before, const sensor_origins& origins) {
  std::vector<T> now(origins.size());
  for (std::size_t i = 0; i < origins.size(); ++i)
    if (origins[i]) now[i] = std::move(before[*origins[i]]);
  return now;
}

}  // namespace cputemp::sampling
