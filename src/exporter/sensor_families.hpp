#pragma once

#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <vector>

namespace cputemp::exporter {

/// The families of the sensors: the headline, chips and zones. A reading that is missing is absent.
void append_sensor_families(std::vector<metrics::metric_family>&, const sampling::snapshot&);

}  // namespace cputemp::exporter
