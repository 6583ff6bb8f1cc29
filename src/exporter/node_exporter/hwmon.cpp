#include "node_exporter/hwmon.hpp"

#include "node_exporter/catalogue.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace cputemp::exporter {
namespace {

using sampling::device_state;
using sampling::snapshot;

std::string_view entry_name(const device_state& chip) {
  const std::string_view directory = chip.description->directory;
  return directory.substr(directory.rfind('/') + 1);
}

std::vector<const device_state*> chips_in_order(const snapshot& snapshot) {
  std::vector<const device_state*> chips;
  for (const auto& device : snapshot.devices)
    if (device->description->chip()) chips.push_back(device.get());
  std::ranges::stable_sort(chips, {}, [](const device_state* chip) { return entry_name(*chip); });
  return chips;
}

/// The series of one chip.
class chip_series {
 public:
  chip_series(const device_state& chip, node_exporter_labels& labels, node_exporter_registry& registry)
      : chip_(chip), labels_(labels), registry_(registry) {}

  void add_readings() {
    const auto& inputs = driver_inputs();
    for (std::size_t i = 0; i < inputs.size(); ++i)
      if (inputs[i]) add(i, labels_.reading(i), *inputs[i]);
  }

  void add_labels(gathered_family& to) {
    if (!chip_.attributes) return;
    for (std::size_t i = 0; i < chip_.attributes->labels.size(); ++i)
      if (const auto& label = chip_.attributes->labels[i]) to.add(labels_.labelled(i, *label), 1.0);
  }

  void add_attributes() {
    if (!chip_.attributes) return;
    for (std::size_t i = 0; i < chip_.attributes->values.size(); ++i) {
      const auto& files = chip_.description->sensors[i].attributes;
      std::size_t place = 0;
      for (const auto& [name, value] : chip_.attributes->values[i]) {  // for some of the files; both are sorted
        while (files[place].name != name) ++place;
        add(i, place, value);
      }
    }
  }

 private:
  /// node_exporter knows nothing of what the operator's configuration computes.
  const std::vector<hwmon::reading>& driver_inputs() const {
    return chip_.raw_inputs.empty() ? chip_.inputs : chip_.raw_inputs;
  }

  bool has_bare(std::size_t sensor) const {
    if (labels_.reads_bare_file(sensor)) return driver_inputs()[sensor].has_value();
    if (!chip_.attributes) return false;
    const auto& values = chip_.attributes->values[sensor];
    return !values.empty() && values.front().name.empty();
  }

  void add(std::size_t sensor, std::size_t file, std::int64_t value) {
    const auto* metric = labels_.metrics_of(sensor, has_bare(sensor), registry_)[file];
    if (!metric) return;
    if (!metric->named.by_label)
      registry_.add(*metric, labels_.sensor(sensor), value);
    else if (chip_.attributes && chip_.attributes->labels[sensor])
      registry_.add(*metric, labels_.by_label(sensor, *chip_.attributes->labels[sensor]), value);
  }

  const device_state& chip_;
  node_exporter_labels& labels_;
  node_exporter_registry& registry_;
};

}  // namespace

void append_node_exporter_hwmon(gathered_families& to, const snapshot& snapshot, node_exporter_cache& cache) {
  auto& names = to.of(node_exporter_catalogue::chip_names);
  auto& sensor_labels = to.of(node_exporter_catalogue::sensor_label);
  cache.registry.begin(to);
  for (const auto* chip : chips_in_order(snapshot)) {
    auto& labels = cache.labels.of(*chip);
    if (!labels.chip_name().empty()) names.add(labels.chip_name(), 1.0);
    chip_series series(*chip, labels, cache.registry);
    series.add_labels(sensor_labels);
    series.add_readings();
    series.add_attributes();
  }
}

}  // namespace cputemp::exporter
