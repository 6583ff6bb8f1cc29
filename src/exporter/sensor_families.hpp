#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <vector>

#include "device_labels.hpp"

namespace cputemp::exporter {

/// The native families of what these collectors read: chips, zones, cooling devices and throttle counts, and how each
/// of them does. A reading that is missing is absent.
void append_sensor_families(std::vector<metrics::metric_family>&, const sampling::snapshot&, collector_set,
                            const exposition_settings&, label_cache&);

}  // namespace cputemp::exporter
