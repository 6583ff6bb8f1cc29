#include "native/sensor_families.hpp"

#include <cputemp/hwmon/readout.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "native/catalogue.hpp"
#include "native/chip_families.hpp"

namespace cputemp::exporter {
namespace {

using sampling::device_state;

/// The health of devices: whether they answer, how fast, and how often they fail to.
class health_families {
 public:
  explicit health_families(gathered_families& to)
      : up_(to.of(catalogue::chip_up)),
        asleep_(to.of(catalogue::chip_asleep)),
        read_duration_(to.of(catalogue::chip_read_duration)),
        errors_(to.of(catalogue::read_errors)) {}

  void add(const device_state& device, const device_labels& labels) {
    if (device.up) up_.add(labels.chip(), *device.up ? 1.0 : 0.0);
    if (device.description->chip()) asleep_.add(labels.chip(), device.asleep ? 1.0 : 0.0);
    if (device.read_duration)
      read_duration_.add(labels.chip(), std::chrono::duration<double>(*device.read_duration).count());
    for (std::size_t i = 0; i < hwmon::fault_reason_count; ++i)
      errors_.add(labels.error(static_cast<hwmon::fault_reason>(i)), static_cast<double>(device.errors[i]),
                  device.found);
  }

 private:
  gathered_family& up_;
  gathered_family& asleep_;
  gathered_family& read_duration_;
  gathered_family& errors_;
};

/// Thermal zones with their trip points, and cooling devices.
class thermal_families {
 public:
  explicit thermal_families(gathered_families& to)
      : zone_(to.of(catalogue::zone)),
        trip_(to.of(catalogue::zone_trip)),
        state_(to.of(catalogue::cooling_state)),
        max_state_(to.of(catalogue::cooling_max_state)) {}

  void add_zone(const device_state& device, device_labels& labels) {
    for (std::size_t i = 0; i < device.inputs.size(); ++i)
      if (device.inputs[i]) zone_.add(labels.sensor(i), hwmon::celsius(*device.inputs[i]));
    if (!device.trips) return;
    for (const auto& point : *device.trips) trip_.add(labels.trip(point), hwmon::celsius(point.millidegrees));
  }

  void add_cooling(const device_state& device, const device_labels& labels) {
    for (std::size_t i = 0; i < device.inputs.size(); ++i) {
      if (device.inputs[i]) state_.add(labels.sensor(i), static_cast<double>(*device.inputs[i]));
      if (!device.details) continue;
      if (const auto max = hwmon::limit_named((*device.details)[i], "max"))
        max_state_.add(labels.sensor(i), static_cast<double>(*max));
    }
  }

 private:
  gathered_family& zone_;
  gathered_family& trip_;
  gathered_family& state_;
  gathered_family& max_state_;
};

/// How often and how long the kernel throttled cores and packages.
class throttle_families {
 public:
  explicit throttle_families(gathered_families& to)
      : core_{to.of(catalogue::core_throttles), to.of(catalogue::core_throttled)},
        package_{to.of(catalogue::package_throttles), to.of(catalogue::package_throttled)} {}

  void add(const device_state& device, const device_labels& labels) {
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

 private:
  struct part_families {
    gathered_family& count;
    gathered_family& seconds;
  };
  part_families core_;
  part_families package_;
};

/// Returns whether the native schema shows anything of a device: it may be there for node_exporter's alone, as may
/// sensors with neither a reading nor an alarm.
bool is_shown(const hwmon::device_description& device, const std::set<hwmon::sensor_kind>& kinds) {
  return !device.chip() || std::ranges::any_of(device.sensors, [&](const auto& s) { return s.is_wanted(kinds); });
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
