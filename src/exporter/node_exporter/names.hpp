#pragma once

#include <cputemp/hwmon/sensor_kind.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What node_exporter makes of the files of hwmon chips: collector/hwmon_linux.go of node_exporter 1.12.1, oddities
/// included (an alarm in `_celsius`, scaled by 0.001).
namespace cputemp::exporter {

struct node_exporter_metric {
  std::string name;
  std::string help;
  metrics::metric_type type;
  double (*scale)(std::int64_t);  ///< from the file's value to the metric's
  bool by_label;  ///< the sensor's cleaned label stands for its name; a sensor without a label is not shown
};

/// The metric of a sensor's file. `element` is the attribute's name, empty for a bare file such as `pwm1`; `has_bare`
/// says whether the sensor has one of those beside this one. Empty for a file that makes no metric.
std::optional<node_exporter_metric> node_exporter_name(hwmon::sensor_kind, std::string_view element, bool has_bare);

}  // namespace cputemp::exporter
