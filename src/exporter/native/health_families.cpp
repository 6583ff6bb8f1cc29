#include "native/health_families.hpp"

#include <chrono>

namespace cputemp::exporter {

void health_families::add(const sampling::device_state& device, const device_labels& labels) {
  if (device.up) up_.add(labels.chip(), *device.up ? 1.0 : 0.0);
  if (device.description->chip()) asleep_.add(labels.chip(), device.asleep ? 1.0 : 0.0);
  if (device.read_duration)
    read_duration_.add(labels.chip(), std::chrono::duration<double>(*device.read_duration).count());
  for (std::size_t i = 0; i < hwmon::fault_reason_count; ++i)
    errors_.add(labels.error(static_cast<hwmon::fault_reason>(i)), static_cast<double>(device.errors[i]), device.found);
}

}  // namespace cputemp::exporter
