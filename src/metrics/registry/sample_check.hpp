#pragma once

#include <cputemp/metrics/collector.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <string>

namespace cputemp::metrics {

/// Returns how a collected family, apart from its samples, breaks its description; empty if it keeps to it.
std::string fault_of(const metric_family&, const family_description&);

/// Returns how a sample breaks the description of its family; empty if it keeps to it.
std::string fault_of(const sample&, const family_description&);

}  // namespace cputemp::metrics
