#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "native/device_labels.hpp"

namespace cputemp::exporter {

/// The native families of what these collectors read: chips, zones, cooling devices and throttle counts, and how each
/// of them does. A reading that is missing is absent.
void append_sensor_families(gathered_families&, const sampling::snapshot&, collector_set, const exposition_settings&,
                            label_cache&);

}  // namespace cputemp::exporter
