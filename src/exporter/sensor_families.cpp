#include "sensor_families.hpp"

#include <cputemp/sampling/cpu_temperature.hpp>

#include "catalogue.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cputemp::exporter {
namespace {

using metrics::label;
using metrics::label_set;
using metrics::metric_family;
using sampling::device_state;

// Divided and not multiplied by 0.001, which prints 68850 as 68.85000000000001.
double celsius(std::int64_t millidegrees) { return static_cast<double>(millidegrees) / 1000.0; }

constexpr std::array<std::string_view, 3> cpu_part_names = {"package", "die", "core"};

/// A thermal zone stands among the chips under the name of its directory.
std::string chip_label(const device_state& device) {
  if (const auto* zone = device.description->zone()) return "thermal_zone" + zone->zone;
  return device.description->chip()->chip;
}

std::string_view chip_name(const device_state& device) {
  if (const auto* zone = device.description->zone()) return zone->type;
  return device.description->chip()->chip_name;
}

std::string_view sensor_label(const device_state& device, std::size_t sensor) {
  const std::string_view label = (*device.details)[sensor].label;
  return label.empty() ? std::string_view(device.description->sensors[sensor].sensor) : label;
}

label_set chip_labels(const device_state& device) {
  std::vector<label> labels = {{"chip", chip_label(device)}};
  if (const auto name = chip_name(device); !name.empty()) labels.push_back({"chip_name", std::string(name)});
  return label_set(std::move(labels));
}

label_set sensor_labels(const device_state& device, std::size_t sensor) {
  const auto chip = chip_labels(device);
  std::vector<label> labels(chip.begin(), chip.end());
  labels.push_back({"sensor", device.description->sensors[sensor].sensor});
  labels.push_back({"label", std::string(sensor_label(device, sensor))});
  if (const auto& cpu = (*device.details)[sensor].cpu) {
    labels.push_back({"kind", std::string(cpu_part_names[static_cast<std::size_t>(cpu->part)])});
    if (cpu->package) labels.push_back({"package", std::to_string(*cpu->package)});
    if (cpu->core) labels.push_back({"core", std::to_string(*cpu->core)});
  }
  return label_set(std::move(labels));
}

struct families {
  metric_family temp = catalogue::temp.family();
  metric_family limit = catalogue::temp_limit.family();
  metric_family alarm = catalogue::temp_alarm.family();
  metric_family zone = catalogue::zone.family();
  metric_family up = catalogue::chip_up.family();
  metric_family read_duration = catalogue::chip_read_duration.family();
  metric_family errors = catalogue::read_errors.family();
};

void add_device(families& to, const device_state& device) {
  const auto labels = chip_labels(device);
  if (device.up) to.up.add(labels, *device.up ? 1 : 0);
  if (device.read_duration) to.read_duration.add(labels, std::chrono::duration<double>(*device.read_duration).count());
  for (std::size_t i = 0; i < hwmon::fault_reason_count; ++i)
    to.errors.add(labels.with("reason", hwmon::fault_reason_names[i]), static_cast<double>(device.errors[i]));
}

void add_zone(families& to, const device_state& device, const hwmon::zone_identity& zone) {
  for (const auto& input : device.inputs)
    if (input) to.zone.add({{"zone", zone.zone}, {"type", zone.type}}, celsius(*input));
}

void add_chip(families& to, const device_state& device) {
  if (!device.details) return;
  for (std::size_t i = 0; i < device.inputs.size(); ++i) {
    const auto labels = sensor_labels(device, i);
    if (device.inputs[i]) to.temp.add(labels, celsius(*device.inputs[i]));
    for (const auto& limit : (*device.details)[i].limits)
      to.limit.add(labels.with("limit", limit.name), celsius(limit.millidegrees));
    if (!device.alarms) continue;
    for (const auto& alarm : (*device.alarms)[i]) to.alarm.add(labels.with("alarm", alarm.name), alarm.raised ? 1 : 0);
  }
}

void append_headline(std::vector<metric_family>& to, const sampling::snapshot& snapshot) {
  const auto hottest = sampling::hottest_cpu_package(snapshot);
  if (!hottest) return;
  const auto& [millidegrees, device, sensor] = *hottest;
  to.push_back(catalogue::cpu_temperature.family());
  to.back().add({}, celsius(millidegrees));
  to.push_back(catalogue::cpu_temperature_source.family());
  to.back().add(
      {{"chip", chip_label(*device)},
       {"sensor", device->description->sensors[sensor].sensor},
       {"label", std::string(device->description->zone() ? chip_name(*device) : sensor_label(*device, sensor))}},
      1);
}

}  // namespace

void append_sensor_families(std::vector<metric_family>& to, const sampling::snapshot& snapshot) {
  append_headline(to, snapshot);
  families all;
  for (const auto& device : snapshot.devices) {
    add_device(all, *device);
    if (const auto* zone = device->description->zone())
      add_zone(all, *device, *zone);
    else
      add_chip(all, *device);
  }
  for (auto* family : {&all.temp, &all.limit, &all.alarm, &all.zone, &all.up, &all.read_duration, &all.errors})
    to.push_back(std::move(*family));
}

}  // namespace cputemp::exporter
