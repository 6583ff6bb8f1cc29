#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "native/device_labels.hpp"

namespace cputemp::exporter {

/// Appends the native families of chips, zones, cooling devices and throttle counts, as far as these collectors read
/// them, and the health of each device. A missing reading is absent.
void append_sensor_families(gathered_families&, const sampling::snapshot&, collector_set, const exposition_settings&,
                            label_cache&);

}  // namespace cputemp::exporter
