#include "node_exporter/labels.hpp"

#include <cputemp/hwmon/clean_name.hpp>

namespace cputemp::exporter {
namespace {

using metrics::label_set;

/// The labels of a sensor in node_exporter's schema, by the kind of device.
struct node_exporter_sensor_labels {
  const hwmon::device_description& device;
  std::size_t sensor;

  label_set operator()(const hwmon::chip_identity& chip) const {
    return {{"chip", chip.chip}, {"sensor", device.sensors[sensor].sensor}};
  }
  label_set operator()(const hwmon::zone_identity& zone) const { return {{"zone", zone.zone}, {"type", zone.type}}; }
  label_set operator()(const hwmon::cooling_identity& cooling) const {
    return {{"name", cooling.devices[sensor].number}, {"type", cooling.devices[sensor].type}};
  }
  label_set operator()(const hwmon::throttle_identity& throttle) const {
    const auto& [part, package, core] = throttle.positions[sensor];
    const label_set labels{{"package", std::to_string(package.value_or(0))}};
    return part == hwmon::cpu_part::core ? labels.with("core", std::to_string(core.value_or(0))) : labels;
  }
};

}  // namespace

node_exporter_labels::node_exporter_labels(const sampling::device_state& device)
    : description_(device.description), sensors_(device.description->sensors.size()) {
  if (const auto* chip = description_->chip(); chip && !chip->chip_name.empty())
    chip_name_ = {{"chip", chip->chip}, {"chip_name", chip->chip_name}};
  for (std::size_t i = 0; i < sensors_.size(); ++i) {
    sensors_[i].plain = std::visit(node_exporter_sensor_labels{*description_, i}, description_->identity);
    const auto& sensor = description_->sensors[i];
    if (const auto* input = sensor.input()) {
      sensors_[i].reading = static_cast<std::size_t>(input - sensor.attributes.data());
      sensors_[i].reads_bare_file = input->name.empty();
    }
  }
}

node_exporter_labels::sensor_labels& node_exporter_labels::with_label(std::size_t i, const std::string& label) {
  auto& labels = sensors_[i];
  if (labels.labelled.empty() || labels.label != label) {
    labels.labelled = {};  // counts as unknown until all three are made
    labels.by_label = {{"chip", description_->chip()->chip}, {"sensor", hwmon::clean_name(label)}};
    labels.label = label;
    labels.labelled = labels.plain.with("label", label);
  }
  return labels;
}

const label_set& node_exporter_labels::labelled(std::size_t i, const std::string& label) {
  return with_label(i, label).labelled;
}

const label_set& node_exporter_labels::by_label(std::size_t i, const std::string& label) {
  return with_label(i, label).by_label;
}

const std::vector<const node_exporter_registry::metric*>& node_exporter_labels::metrics_of(
    std::size_t i, bool has_bare, node_exporter_registry& registry) {
  auto& known = sensors_[i];
  const auto& [name, attributes, kind, is_chosen_cpu] = description_->sensors[i];
  if (known.metrics.size() != attributes.size() || known.has_bare != has_bare) {
    known.has_bare = has_bare;
    known.metrics.clear();
    for (const auto& file : attributes) known.metrics.push_back(registry.find(kind, file.name, has_bare));
  }
  return known.metrics;
}

}  // namespace cputemp::exporter
