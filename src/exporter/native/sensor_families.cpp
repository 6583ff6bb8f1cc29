#include "native/sensor_families.hpp"

#include <algorithm>

#include "native/chip_families.hpp"
#include "native/health_families.hpp"
#include "native/thermal_families.hpp"
#include "native/throttle_families.hpp"

namespace cputemp::exporter {
namespace {

/// Devices may be there for node_exporter's schema alone, as may sensors without a reading.
bool is_shown(const hwmon::device_description& device, const std::set<hwmon::sensor_kind>& kinds) {
  return !device.chip() ||
         std::ranges::any_of(device.sensors, [&](const auto& s) { return kinds.contains(s.kind) && s.input(); });
}

}  // namespace

void append_sensor_families(gathered_families& to, const sampling::snapshot& snapshot, collector_set wanted,
                            const exposition_settings& settings, label_cache& cache) {
  health_families health(to);
  chip_families chips(to, settings.kinds, settings.window);
  thermal_families thermal(to);
  throttle_families throttle(to);
  for (const auto& device : snapshot.devices) {
    const auto what = device->description->what();
    if (!wanted.test(static_cast<std::size_t>(what)) || !is_shown(*device->description, settings.kinds)) continue;
    auto& labels = cache.of(*device);
    health.add(*device, labels);
    switch (what) {
      case hwmon::device_class::hwmon:
        chips.add(*device, labels);
        break;
      case hwmon::device_class::thermal_zone:
        thermal.add_zone(*device, labels);
        break;
      case hwmon::device_class::cooling_device:
        thermal.add_cooling(*device, labels);
        break;
      case hwmon::device_class::cpu_throttle:
        throttle.add(*device, labels);
        break;
    }
  }
}

}  // namespace cputemp::exporter
