#include "native/throttle_families.hpp"

namespace cputemp::exporter {

void throttle_families::add(const sampling::device_state& device, const device_labels& labels) {
  const auto& description = *device.description;
  for (std::size_t i = 0; i < device.inputs.size(); ++i) {
    if (!device.inputs[i]) continue;
    const auto& part = description.throttle()->positions[i].part == hwmon::cpu_part::core ? core_ : package_;
    const auto value = static_cast<double>(*device.inputs[i]);
    if (description.sensors[i].kind == hwmon::sensor_kind::throttle_count)
      part.count.add(labels.sensor(i), value);
    else
      part.seconds.add(labels.sensor(i), value / 1000.0);
  }
}

}  // namespace cputemp::exporter
