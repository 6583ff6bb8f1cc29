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

/// The labels of all series of a device in node_exporter's schema, and what its files are called there. They are the
/// same in every snapshot, but for what a sensor's label file says.
class node_exporter_labels {
 public:
  explicit node_exporter_labels(const sampling::device_state&);

  /// What a sensor's series have: a chip's chip and sensor, a zone's zone and type …
  const metrics::label_set& sensor(std::size_t i) const noexcept { return sensors_[i].plain; }

  // Of chips.

  /// Empty where the chip has no name.
  const metrics::label_set& chip_name() const noexcept { return chip_name_; }
  /// The chip and the sensor with this label.
  const metrics::label_set& labelled(std::size_t i, const std::string& label);
  /// The chip, and this label cleaned as the name of the sensor.
  const metrics::label_set& by_label(std::size_t i, const std::string& label);
  /// Which of a sensor's attributes is its reading, if one is.
  std::size_t reading(std::size_t i) const noexcept { return sensors_[i].reading; }
  /// Whether that is the one without an element, such as `pwm1`.
  bool reads_bare_file(std::size_t i) const noexcept { return sensors_[i].reads_bare_file; }
  /// The metrics of a sensor's files, parallel to its attributes.
  const std::vector<const node_exporter_registry::metric*>& metrics_of(std::size_t i, bool has_bare,
                                                                       node_exporter_registry&);

  bool fits(const sampling::device_state&) const noexcept { return true; }

 private:
  struct sensor_labels {
    metrics::label_set plain;
    std::size_t reading = 0;
    bool reads_bare_file = false;
    std::string label;  // what these two were made for
    metrics::label_set labelled;
    metrics::label_set by_label;
    bool has_bare = false;  // and these
    std::vector<const node_exporter_registry::metric*> metrics;
  };
  sensor_labels& with_label(std::size_t i, const std::string& label);

  std::shared_ptr<const hwmon::device_description> description_;
  metrics::label_set chip_name_;
  std::vector<sensor_labels> sensors_;
};

}  // namespace cputemp::exporter
