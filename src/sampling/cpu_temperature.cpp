#include <cputemp/sampling/cpu_temperature.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace cputemp::sampling {
namespace {

using candidate = std::optional<cpu_temperature>;

void keep_hotter(candidate& kept, const device_state& device, std::size_t sensor) {
  const auto& input = device.inputs[sensor];
  if (input && (!kept || *input > kept->millidegrees)) kept = {*input, &device, sensor};
}

struct chip_package {
  candidate whole;
  candidate parts;
};
/// By number; by chip if the number is unknown.
using chip_packages = std::map<std::pair<std::optional<unsigned>, std::string>, chip_package>;

/// Returns which part of the CPU a sensor measures; null if it measures something else.
const hwmon::cpu_position* position(const device_state& device, std::size_t sensor) {
  const auto& cpu = (*device.details)[sensor].cpu;
  return cpu && device.description->sensors[sensor].kind == hwmon::sensor_kind::temp ? &*cpu : nullptr;
}

bool has_temperatures(const hwmon::device_description& device) {
  return std::ranges::find(device.sensors, hwmon::sensor_kind::temp, &hwmon::sensor_description::kind) !=
         device.sensors.end();
}

void add_chip(chip_packages& all, const device_state& device) {
  // The operator may have excluded them, by a filter or by the kinds.
  if (!has_temperatures(*device.description)) return;
  // A chip that was never read counts too.
  if (const auto& number = device.description->package) all[{number, {}}];
  if (!device.details) return;
  for (std::size_t i = 0; i < device.details->size(); ++i) {
    const auto* cpu = position(device, i);
    if (cpu == nullptr) continue;
    auto& p = all[{cpu->package, cpu->package ? std::string() : device.description->name()}];
    keep_hotter(cpu->part == hwmon::cpu_part::package ? p.whole : p.parts, device, i);
  }
}

/// Adds zones to the one package of an SoC, as the kernel's hwmon chips of the same zones would be, if there are such.
void add_zones(chip_packages& all, const snapshot& s, hwmon::zone_cpu what) {
  for (const auto& device : s.devices) {
    const auto* zone = device->description->zone();
    if (!zone || zone->cpu != what) continue;
    auto& package = all[{0U, {}}];
    if (device->details) keep_hotter(package.parts, *device, 0);
  }
}

void add_chosen(chip_packages& all, const device_state& device) {
  const auto& description = *device.description;
  for (std::size_t i = 0; i < description.sensors.size(); ++i) {
    if (!description.sensors[i].is_chosen_cpu) continue;
    const auto* cpu = device.details ? position(device, i) : nullptr;
    const auto number = cpu != nullptr ? cpu->package : description.package;
    auto& package = all[{number, number ? std::string() : description.name()}];
    if (device.details) keep_hotter(package.parts, device, i);
  }
}

std::vector<cpu_package> packages_of(const chip_packages& all) {
  std::vector<cpu_package> result;
  for (const auto& [key, p] : all)
    result.push_back({key.first ? std::to_string(*key.first) : key.second, p.whole ? p.whole : p.parts});
  return result;
}

std::vector<cpu_package> a_package_for_each_zone(const snapshot& s, hwmon::zone_cpu what) {
  std::vector<cpu_package> result;
  for (const auto& device : s.devices) {
    const auto* zone = device->description->zone();
    if (!zone || zone->cpu != what) continue;
    auto& package = result.emplace_back(cpu_package{device->description->name(), {}});
    if (device->details) keep_hotter(package.temperature, *device, 0);
  }
  return result;
}

}  // namespace

std::vector<cpu_package> cpu_packages(const snapshot& s) {
  using hwmon::zone_cpu;
  chip_packages all;
  if (s.cpu_is_chosen) {
    for (const auto& device : s.devices) add_chosen(all, *device);
    return packages_of(all);
  }
  for (const auto& device : s.devices)
    if (device->description->chip()) add_chip(all, *device);
  if (all.empty()) {
    if (auto packages = a_package_for_each_zone(s, zone_cpu::package); !packages.empty()) return packages;
  }
  add_zones(all, s, zone_cpu::part);
  if (all.empty()) add_zones(all, s, zone_cpu::unless_named);
  return all.empty() ? a_package_for_each_zone(s, zone_cpu::last_resort) : packages_of(all);
}

std::optional<cpu_temperature> hottest_cpu_package(const std::vector<cpu_package>& packages) {
  candidate hottest;
  for (const auto& [name, temperature] : packages)
    if (temperature) keep_hotter(hottest, *temperature->device, temperature->sensor);
  return hottest;
}

}  // namespace cputemp::sampling
