#include "native/device_labels.hpp"

#include <utility>

namespace cputemp::exporter {
namespace {

using metrics::label;
using metrics::label_set;
using sampling::device_state;

constexpr std::array<std::string_view, 3> cpu_part_names = {"package", "die", "core"};

label_set chip_labels(const hwmon::device_description& device) {
  std::vector<label> labels = {{"chip", device.name()}};
  if (const auto& name = device.type_name(); !name.empty()) labels.push_back({"chip_name", name});
  return label_set(std::move(labels));
}

void append_position(std::vector<label>& to, const hwmon::cpu_position& cpu) {
  if (cpu.package) to.push_back({"package", std::to_string(*cpu.package)});
  if (cpu.core) to.push_back({"core", std::to_string(*cpu.core)});
}

label_set chip_sensor_labels(const label_set& chip, const device_state& device, std::size_t sensor) {
  std::vector<label> labels(chip.begin(), chip.end());
  labels.push_back({"sensor", device.description->sensors[sensor].sensor});
  labels.push_back({"label", std::string(sensor_label(device, sensor))});
  if (const auto& cpu = (*device.details)[sensor].cpu) {
    labels.push_back({"kind", std::string(cpu_part_names[static_cast<std::size_t>(cpu->part)])});
    append_position(labels, *cpu);
  }
  return label_set(std::move(labels));
}

/// The labels that distinguish the sensors of a device in the native schema, by the kind of device.
struct native_sensor_labels {
  const label_set& chip;
  const device_state& device;
  std::size_t sensor;

  label_set operator()(const hwmon::chip_identity&) const { return chip_sensor_labels(chip, device, sensor); }
  label_set operator()(const hwmon::zone_identity& zone) const { return {{"zone", zone.zone}, {"type", zone.type}}; }
  label_set operator()(const hwmon::cooling_identity& cooling) const {
    return {{"device", cooling.devices[sensor].number}, {"type", cooling.devices[sensor].type}};
  }
  label_set operator()(const hwmon::throttle_identity& throttle) const {
    std::vector<label> labels;
    append_position(labels, throttle.positions[sensor]);
    return label_set(std::move(labels));
  }
};

}  // namespace

std::string_view sensor_label(const device_state& device, std::size_t sensor) {
  const std::string_view label = (*device.details)[sensor].label;
  return label.empty() ? std::string_view(device.description->sensors[sensor].sensor) : label;
}

device_labels::device_labels(const device_state& device)
    : details_(device.details), chip_(chip_labels(*device.description)) {
  for (std::size_t i = 0; i < errors_.size(); ++i) errors_[i] = chip_.with("reason", hwmon::fault_reason_names[i]);
  const auto& description = *device.description;
  if (description.chip() && !details_) return;
  sensors_.resize(description.sensors.size());
  for (std::size_t i = 0; i < sensors_.size(); ++i) {
    sensors_[i].plain = std::visit(native_sensor_labels{chip_, device, i}, description.identity);
    if (!description.chip()) continue;
    for (const auto& limit : (*details_)[i].limits)
      sensors_[i].limits.push_back(sensors_[i].plain.with("limit", limit.name));
  }
}

const label_set& device_labels::alarm(std::size_t i, const std::string& name) {
  auto& alarms = sensors_[i].alarms;
  auto known = alarms.find(name);
  if (known == alarms.end()) known = alarms.emplace(name, sensors_[i].plain.with("alarm", name)).first;
  return known->second;
}

const label_set& device_labels::window(std::size_t i, const std::string& length) {
  auto& labels = sensors_[i].window;
  if (labels.empty()) labels = sensors_[i].plain.with("window", length);
  return labels;
}

const label_set& device_labels::trip(const hwmon::trip_point& point) {
  auto& labels = trips_[{point.number, point.type}];
  if (labels.empty()) labels = sensors_.front().plain.with("trip", point.number).with("trip_type", point.type);
  return labels;
}

const label_set& device_labels::source(const device_state& device, std::size_t sensor) {
  auto& labels = sources_[sensor];
  if (labels.empty()) {
    const auto& description = *device.description;
    const auto& own = (*device.details)[sensor].label;
    // "temp1" would say nothing, and the kernel's chips of thermal zones have no labels.
    const auto& label = own.empty() ? description.type_name() : own;
    labels = label_set{{"chip", description.name()}, {"sensor", description.sensors[sensor].sensor}, {"label", label}};
  }
  return labels;
}

}  // namespace cputemp::exporter
