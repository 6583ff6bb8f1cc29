#pragma once

#include <cputemp/hwmon/sensor_kind.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Names the metrics of hwmon chips' files as collector/hwmon_linux.go of node_exporter 1.12.1 does, oddities included
/// (an alarm in `_celsius`, scaled by 0.001).
namespace cputemp::exporter {

struct node_exporter_metric {
  std::string name;
  std::string help;
  metrics::metric_type type;
  double (*scale)(std::int64_t);  ///< from the file's value to the metric's
  bool by_label;  ///< shows the sensor's cleaned label instead of its name, and no sensor without a label
};

/// Returns the metric of a sensor's file; empty if it has none. `element` is the attribute's name, empty for a bare
/// file such as `pwm1`; `has_bare` is whether the sensor has a bare file besides this one.
std::optional<node_exporter_metric> node_exporter_name(hwmon::sensor_kind, std::string_view element, bool has_bare);

}  // namespace cputemp::exporter
