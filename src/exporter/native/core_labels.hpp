#pragma once

#include <cputemp/metrics/label_set.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <memory>
#include <vector>

namespace cputemp::exporter {

/// The labels of the CPU's cores, made again only if these change.
class core_labels {
 public:
  const std::vector<metrics::label_set>& of(const std::shared_ptr<const std::vector<hwmon::cpu_core>>&);

 private:
  std::shared_ptr<const std::vector<hwmon::cpu_core>> cores_;
  std::vector<metrics::label_set> labels_;
};

}  // namespace cputemp::exporter
