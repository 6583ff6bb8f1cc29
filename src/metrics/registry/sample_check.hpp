#pragma once

#include <cputemp/metrics/collector.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <string>

namespace cputemp::metrics {

/// What of a collected family does not keep to its description, apart from its samples; empty where all does.
std::string fault_of(const metric_family&, const family_description&);

/// What of a sample does not keep to the description of its family; empty where all does.
std::string fault_of(const sample&, const family_description&);

}  // namespace cputemp::metrics
