#include "sensor_families.hpp"

#include <cputemp/sampling/cpu_temperature.hpp>

#include "catalogue.hpp"
#include "device_labels.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace cputemp::exporter {
namespace {

using metrics::metric_family;
using sampling::device_state;

// Divided and not multiplied by 0.001, which prints 68850 as 68.85000000000001.
double celsius(std::int64_t millidegrees) { return static_cast<double>(millidegrees) / 1000.0; }

struct families {
  metric_family temp = catalogue::temp.family();
  metric_family limit = catalogue::temp_limit.family();
  metric_family alarm = catalogue::temp_alarm.family();
  metric_family zone = catalogue::zone.family();
  metric_family up = catalogue::chip_up.family();
  metric_family read_duration = catalogue::chip_read_duration.family();
  metric_family errors = catalogue::read_errors.family();
};

void add_device(families& to, const device_state& device, const device_labels& labels) {
  if (device.up) to.up.add(labels.chip(), *device.up ? 1 : 0);
  if (device.read_duration)
    to.read_duration.add(labels.chip(), std::chrono::duration<double>(*device.read_duration).count());
  for (std::size_t i = 0; i < hwmon::fault_reason_count; ++i)
    to.errors.add(labels.error(static_cast<hwmon::fault_reason>(i)), static_cast<double>(device.errors[i]));
}

void add_zone(families& to, const device_state& device, const hwmon::zone_identity& zone) {
  for (const auto& input : device.inputs)
    if (input) to.zone.add({{"zone", zone.zone}, {"type", zone.type}}, celsius(*input));
}

void add_chip(families& to, const device_state& device, device_labels& labels) {
  if (!device.details) return;
  for (std::size_t i = 0; i < device.inputs.size(); ++i) {
    if (device.inputs[i]) to.temp.add(labels.sensor(i), celsius(*device.inputs[i]));
    const auto& limits = (*device.details)[i].limits;
    for (std::size_t l = 0; l < limits.size(); ++l) to.limit.add(labels.limit(i, l), celsius(limits[l].value));
    if (!device.alarms) continue;
    for (const auto& alarm : (*device.alarms)[i]) to.alarm.add(labels.alarm(i, alarm.name), alarm.raised ? 1 : 0);
  }
}

void append_headline(std::vector<metric_family>& to, const sampling::snapshot& snapshot) {
  const auto hottest = sampling::hottest_cpu_package(snapshot);
  if (!hottest) return;
  const auto& [millidegrees, device, sensor] = *hottest;
  to.push_back(catalogue::cpu_temperature.family());
  to.back().add({}, celsius(millidegrees));
  to.push_back(catalogue::cpu_temperature_source.family());
  const auto& description = *device->description;
  const auto label = description.zone() ? std::string_view(description.type_name()) : sensor_label(*device, sensor);
  to.back().add(
      {{"chip", description.name()}, {"sensor", description.sensors[sensor].sensor}, {"label", std::string(label)}}, 1);
}

}  // namespace

void append_sensor_families(std::vector<metric_family>& to, const sampling::snapshot& snapshot, label_cache& cache) {
  append_headline(to, snapshot);
  families all;
  for (const auto& device : snapshot.devices) {
    auto& labels = cache.of(*device);
    add_device(all, *device, labels);
    if (const auto* zone = device->description->zone())
      add_zone(all, *device, *zone);
    else
      add_chip(all, *device, labels);
  }
  cache.forget_unused();
  for (auto* family : {&all.temp, &all.limit, &all.alarm, &all.zone, &all.up, &all.read_duration, &all.errors})
    to.push_back(std::move(*family));
}

}  // namespace cputemp::exporter
