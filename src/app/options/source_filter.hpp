#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_source.hpp>

#include <memory>

#include "options/name_filter.hpp"

namespace cputemp::app {

/// Says which devices and sensors of an inventory are left alone, and which of the others are the CPU's.
struct source_filter {
  name_filter chips = {};            ///< of `chip`
  name_filter sensors = {};          ///< of chips, by `chip;sensor`
  name_filter zones = {};            ///< by `zone;type`
  name_filter cooling_devices = {};  ///< by `number;type`
  pattern cpu = nullptr;             ///< marks the temperatures that are the CPU's, by `chip;sensor`

  /// Whether any of what measures a temperature may be left out.
  bool hides_sensors() const noexcept { return chips.is_set() || sensors.is_set() || zones.is_set(); }
};

/// Returns what the filter leaves, with is_chosen_cpu set. A chip stays when all its sensors go, but the cooling
/// devices go with their last one.
hwmon::inventory filtered(hwmon::inventory, const source_filter&);

/// Shows a source through a filter: devices that are left out can't be read, and are not opened.
std::unique_ptr<hwmon::sensor_source> filtered_source(std::unique_ptr<hwmon::sensor_source>, source_filter);

}  // namespace cputemp::app
