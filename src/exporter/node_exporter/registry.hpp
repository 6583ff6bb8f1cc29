#pragma once

#include <cputemp/hwmon/sensor_kind.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "gathering/gathered_families.hpp"
#include "node_exporter/names.hpp"

namespace cputemp::exporter {

/// The metrics of chips' files in node_exporter's schema. Names each once, for all sensors that have such a file and
/// for all expositions. Gathers their samples as node_exporter's registry does.
class node_exporter_registry {
 public:
  struct metric {
    node_exporter_metric named;
    std::size_t name;  ///< the same for all metrics of that name
  };

  /// Starts the next snapshot, whose samples are added to `to`, which outlives the last of them.
  void begin(gathered_families& to);

  /// Returns the metric of a file, valid as long as the registry; null if it has none.
  const metric* find(hwmon::sensor_kind, const std::string& element, bool has_bare);

  /// Adds a sample. If metrics of one name differ in their HELP, the later ones are dropped.
  void add(const metric&, const metrics::label_set&, std::int64_t value);

 private:
  struct gathered {
    const metric* first = nullptr;
    gathered_family* family = nullptr;
  };
  std::map<std::tuple<hwmon::sensor_kind, std::string, bool>, std::optional<metric>> metrics_;
  std::unordered_map<std::string, std::size_t> names_;
  std::vector<gathered> gathered_;  // by name
  gathered_families* to_ = nullptr;
};

}  // namespace cputemp::exporter
