#pragma once

#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <vector>

#include "device_labels.hpp"

namespace cputemp::exporter {

/// The families of the sensors: the headline, chips and zones. A reading that is missing is absent.
void append_sensor_families(std::vector<metrics::metric_family>&, const sampling::snapshot&, label_cache&);

}  // namespace cputemp::exporter
