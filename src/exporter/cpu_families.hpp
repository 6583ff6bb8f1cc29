#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <vector>

namespace cputemp::exporter {

/// The cpu_temperature_* families, as far as they come from these collectors.
void append_cpu_families(std::vector<metrics::metric_family>&, const sampling::snapshot&, collector_set);

}  // namespace cputemp::exporter
