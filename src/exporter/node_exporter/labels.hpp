#pragma once

#include <cputemp/metrics/label_set.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "gathering/device_cache.hpp"
#include "node_exporter/registry.hpp"

namespace cputemp::exporter {

/// The labels of all series of a device in node_exporter's schema, and the metrics of its files there. They are the
/// same in every snapshot, except for the text of a sensor's label file.
class node_exporter_labels {
 public:
  explicit node_exporter_labels(const sampling::device_state&);

  /// Returns the labels of a sensor's series: chip and sensor of a chip, zone and type of a zone …
  const metrics::label_set& sensor(std::size_t i) const noexcept { return sensors_[i].plain; }

  // Of chips.

  /// Empty if the chip has no name.
  const metrics::label_set& chip_name() const noexcept { return chip_name_; }
  /// Returns the labels of the sensor, with this label added.
  const metrics::label_set& labelled(std::size_t i, const std::string& label);
  /// Returns the chip, and this label, cleaned, as the sensor.
  const metrics::label_set& by_label(std::size_t i, const std::string& label);
  /// Returns the index of the attribute that is the sensor's reading, if one is.
  std::size_t reading(std::size_t i) const noexcept { return sensors_[i].reading; }
  /// Returns whether that is the bare file, such as `pwm1`.
  bool reads_bare_file(std::size_t i) const noexcept { return sensors_[i].reads_bare_file; }
  /// Returns the metrics of a sensor's files, parallel to its attributes.
  const std::vector<const node_exporter_registry::metric*>& metrics_of(std::size_t i, bool has_bare,
                                                                       node_exporter_registry&);

  bool fits(const sampling::device_state&) const noexcept { return true; }

 private:
  struct sensor_labels {
    metrics::label_set plain;
    std::size_t reading = 0;
    bool reads_bare_file = false;
    std::string label;  // the next two were made for it
    metrics::label_set labelled;
    metrics::label_set by_label;
    bool has_bare = false;  // the next was made for it
    std::vector<const node_exporter_registry::metric*> metrics;
  };
  sensor_labels& with_label(std::size_t i, const std::string& label);

  std::shared_ptr<const hwmon::device_description> description_;
  metrics::label_set chip_name_;
  std::vector<sensor_labels> sensors_;
};

}  // namespace cputemp::exporter
