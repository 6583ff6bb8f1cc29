#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <string>
#include <vector>

namespace cputemp::metrics {

/// The result of a registry that asked all its collectors.
struct gathering {
  std::vector<metric_family> families;  ///< sorted by name, their samples by labels; none without samples
  std::vector<std::string> errors;      ///< what was left out, and why
};

}  // namespace cputemp::metrics
