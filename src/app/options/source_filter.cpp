#include "options/source_filter.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace cputemp::app {
namespace {

using device = std::shared_ptr<const hwmon::device_description>;

device filtered_chip(const device& chip, const source_filter& filter) {
  const auto& name = chip->chip()->chip;
  if (!filter.chips.passes(name)) return nullptr;
  if (!filter.sensors.is_set()) return chip;
  auto left = *chip;
  std::erase_if(left.sensors, [&](const hwmon::sensor_description& s) {
    return !filter.sensors.passes(fmt::format("{};{}", name, s.sensor));
  });
  return std::make_shared<const hwmon::device_description>(std::move(left));
}

device filtered_zone(const device& zone, const source_filter& filter) {
  const auto& [number, type, cpu] = *zone->zone();
  return filter.zones.passes(fmt::format("{};{}", number, type)) ? zone : nullptr;
}

device filtered_cooling(const device& cooling, const source_filter& filter) {
  if (!filter.cooling_devices.is_set()) return cooling;
  auto left = *cooling;
  left.sensors.clear();
  hwmon::cooling_identity identity;
  for (std::size_t i = 0; i < cooling->sensors.size(); ++i) {
    const auto& [number, type] = cooling->cooling()->devices[i];
    if (!filter.cooling_devices.passes(fmt::format("{};{}", number, type))) continue;
    left.sensors.push_back(cooling->sensors[i]);
    identity.devices.push_back({number, type});
  }
  left.identity = std::move(identity);
  return left.sensors.empty() ? nullptr : std::make_shared<const hwmon::device_description>(std::move(left));
}

/// Null if nothing is left.
device filtered_device(const device& d, const source_filter& filter) {
  switch (d->what()) {
    case hwmon::device_class::hwmon:
      return filtered_chip(d, filter);
    case hwmon::device_class::thermal_zone:
      return filtered_zone(d, filter);
    case hwmon::device_class::cooling_device:
      return filtered_cooling(d, filter);
    case hwmon::device_class::cpu_throttle:
      break;
  }
  return d;
}

device with_chosen_cpu(const device& d, const pattern& cpu) {
  if (!cpu || d == nullptr || !(d->chip() || d->zone())) return d;
  auto marked = *d;
  for (auto& sensor : marked.sensors)
    sensor.is_chosen_cpu =
        sensor.kind == hwmon::sensor_kind::temp && is_found(*cpu, fmt::format("{};{}", d->name(), sensor.sensor));
  return std::make_shared<const hwmon::device_description>(std::move(marked));
}

class filtering_source final : public hwmon::sensor_source {
 public:
  filtering_source(std::unique_ptr<hwmon::sensor_source> whole, source_filter filter)
      : whole_(std::move(whole)), filter_(std::move(filter)) {}

  hwmon::inventory discover() const override { return filtered(whole_->discover(), filter_); }

  std::unique_ptr<hwmon::device_reader> reader(device d) const override { return whole_->reader(std::move(d)); }

 private:
  std::unique_ptr<hwmon::sensor_source> whole_;
  source_filter filter_;
};

}  // namespace

hwmon::inventory filtered(hwmon::inventory found, const source_filter& filter) {
  for (auto& d : found.devices) d = with_chosen_cpu(filtered_device(d, filter), filter.cpu);
  std::erase(found.devices, nullptr);
  return found;
}

std::unique_ptr<hwmon::sensor_source> filtered_source(std::unique_ptr<hwmon::sensor_source> whole,
                                                      source_filter filter) {
  return std::make_unique<filtering_source>(std::move(whole), std::move(filter));
}

}  // namespace cputemp::app
