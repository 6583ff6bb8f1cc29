#include "native/thermal_families.hpp"

#include <cputemp/hwmon/readout.hpp>

namespace cputemp::exporter {

using hwmon::celsius;

void thermal_families::add_zone(const sampling::device_state& device, device_labels& labels) {
  for (std::size_t i = 0; i < device.inputs.size(); ++i)
    if (device.inputs[i]) zone_.add(labels.sensor(i), celsius(*device.inputs[i]));
  if (!device.trips) return;
  for (const auto& point : *device.trips) trip_.add(labels.trip(point), celsius(point.millidegrees));
}

void thermal_families::add_cooling(const sampling::device_state& device, const device_labels& labels) {
  for (std::size_t i = 0; i < device.inputs.size(); ++i) {
    if (device.inputs[i]) state_.add(labels.sensor(i), static_cast<double>(*device.inputs[i]));
    if (!device.details) continue;
    if (const auto max = hwmon::limit_named((*device.details)[i], "max"))
      max_state_.add(labels.sensor(i), static_cast<double>(*max));
  }
}

}  // namespace cputemp::exporter
