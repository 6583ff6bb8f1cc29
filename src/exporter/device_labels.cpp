#include "device_labels.hpp"

#include <utility>

namespace cputemp::exporter {
namespace {

using metrics::label;
using metrics::label_set;

constexpr std::array<std::string_view, 3> cpu_part_names = {"package", "die", "core"};

label_set chip_labels(const hwmon::device_description& device) {
  std::vector<label> labels = {{"chip", device.name()}};
  if (const auto& name = device.type_name(); !name.empty()) labels.push_back({"chip_name", name});
  return label_set(std::move(labels));
}

label_set sensor_labels_of(const label_set& chip, const sampling::device_state& device, std::size_t sensor) {
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

}  // namespace

std::string_view sensor_label(const sampling::device_state& device, std::size_t sensor) {
  const std::string_view label = (*device.details)[sensor].label;
  return label.empty() ? std::string_view(device.description->sensors[sensor].sensor) : label;
}

device_labels::device_labels(const sampling::device_state& device)
    : details_(device.details), chip_(chip_labels(*device.description)) {
  for (std::size_t i = 0; i < errors_.size(); ++i) errors_[i] = chip_.with("reason", hwmon::fault_reason_names[i]);
  if (!details_) return;
  sensors_.resize(details_->size());
  for (std::size_t i = 0; i < sensors_.size(); ++i) {
    sensors_[i].plain = sensor_labels_of(chip_, device, i);
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

device_labels& label_cache::of(const sampling::device_state& device) {
  auto known = entries_.find(device.description);
  if (known == entries_.end())
    known = entries_.emplace(device.description, entry{device_labels(device), round_}).first;
  else if (!known->second.labels.fits(device))
    known->second.labels = device_labels(device);
  known->second.used_in = round_;
  return known->second.labels;
}

void label_cache::forget_unused() {
  std::erase_if(entries_, [this](const auto& e) { return e.second.used_in != round_; });
  ++round_;
}

}  // namespace cputemp::exporter
