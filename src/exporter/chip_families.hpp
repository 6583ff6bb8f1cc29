#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "device_labels.hpp"
#include "gathered_family.hpp"

namespace cputemp::exporter {

/// What chips' sensors read, their limits and alarms, and the extremes of temperatures in the sliding window. A reading
/// that is missing is absent. Sensors that have no file for it are there for node_exporter's schema alone.
class chip_families {
 public:
  /// Of sensors of these kinds; `window` is the window's length as a label.
  chip_families(const std::set<hwmon::sensor_kind>&, std::string window);

  void add(const sampling::device_state&, device_labels&);
  void move_to(std::vector<metrics::metric_family>&);

 private:
  struct kind_families {
    double divisor;
    gathered_family reading;
    std::optional<gathered_family> limit;
    std::optional<gathered_family> alarm;
  };
  static void add_sensor(kind_families&, const sampling::device_state&, std::size_t sensor, device_labels&);
  void add_extremes(const sampling::extremes&, const metrics::label_set&);

  std::array<std::optional<kind_families>, hwmon::selectable_kinds> kinds_;  // by sensor_kind; those that are wanted
  std::string window_;
  gathered_family highest_{catalogue::temp_window_max};
  gathered_family lowest_{catalogue::temp_window_min};
};

}  // namespace cputemp::exporter
