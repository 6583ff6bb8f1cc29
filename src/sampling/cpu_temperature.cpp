#include <cputemp/sampling/cpu_temperature.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace cputemp::sampling {
namespace {

using candidate = std::optional<cpu_temperature>;

void keep_hotter(candidate& kept, const device_state& device, std::size_t sensor) {
  const auto& input = device.inputs[sensor];
  if (input && (!kept || *input > kept->millidegrees)) kept = {*input, &device, sensor};
}

struct package {
  candidate whole;
  candidate parts;
};
/// By number; by chip where the number is unknown.
using packages = std::map<std::pair<std::optional<unsigned>, std::string>, package>;

void add_sensors(packages& all, const device_state& device) {
  for (std::size_t i = 0; i < device.details->size(); ++i) {
    const auto& cpu = (*device.details)[i].cpu;
    if (!cpu) continue;
    auto& p = all[{cpu->package, cpu->package ? std::string() : device.description->id}];
    keep_hotter(cpu->part == hwmon::cpu_part::package ? p.whole : p.parts, device, i);
  }
}

template <class Predicate>
candidate hottest_zone(const snapshot& s, Predicate chosen) {
  candidate hottest;
  for (const auto& device : s.devices)
    if (const auto* zone = device->description->zone(); zone && device->details && chosen(*zone))
      keep_hotter(hottest, *device, 0);
  return hottest;
}

/// Also true of a chip that was never read, if its path tells the package.
bool is_cpu_chip(const device_state& device) {
  const auto measures_cpu = [](const auto& sensor) { return sensor.cpu.has_value(); };
  if (!device.description->chip()) return false;  // throttle counts are of a CPU, too
  return device.description->package || (device.details && std::ranges::any_of(*device.details, measures_cpu));
}

bool is_cpu_zone(const device_state& device) { return device.description->zone() && device.description->zone()->cpu; }

template <class Predicate>
bool any_device(const snapshot& s, Predicate is) {
  return std::ranges::any_of(s.devices, [&](const auto& device) { return is(*device); });
}

}  // namespace

bool has_cpu_sensor(const snapshot& s) {
  return any_device(s, [](const auto& device) {
    const auto* zone = device.description->zone();
    return is_cpu_chip(device) || (zone && (zone->cpu || zone->zone == "0"));
  });
}

std::optional<cpu_temperature> hottest_cpu_package(const snapshot& s) {
  if (any_device(s, is_cpu_chip)) {
    packages all;
    for (const auto& device : s.devices)
      if (device->details && device->description->chip()) add_sensors(all, *device);
    candidate hottest;
    for (const auto& [key, p] : all)
      if (const auto& found = p.whole ? p.whole : p.parts) keep_hotter(hottest, *found->device, found->sensor);
    return hottest;
  }
  if (any_device(s, is_cpu_zone)) return hottest_zone(s, [](const auto& zone) { return zone.cpu; });
  return hottest_zone(s, [](const auto& zone) { return zone.zone == "0"; });
}

}  // namespace cputemp::sampling
