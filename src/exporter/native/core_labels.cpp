#include "native/core_labels.hpp"

#include <string>
#include <utility>

namespace cputemp::exporter {

const std::vector<metrics::label_set>& core_labels::of(
    const std::shared_ptr<const std::vector<hwmon::cpu_core>>& cores) {
  if (cores == cores_) return labels_;
  cores_ = cores;
  labels_.clear();
  for (const auto& each : *cores) {
    std::vector<metrics::label> labels = {
        {"package", std::to_string(each.package)}, {"core", std::to_string(each.core)}, {"cpus", each.cpus}};
    if (!each.type.empty()) labels.push_back({"type", each.type});
    labels_.emplace_back(std::move(labels));
  }
  return labels_;
}

}  // namespace cputemp::exporter
