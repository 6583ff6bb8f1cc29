#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "native/core_labels.hpp"
#include "native/device_labels.hpp"
#include "native/package_labels.hpp"

namespace cputemp::exporter {

/// Appends cpu_core_info and the cpu_temperature_* families that come from these collectors.
void append_cpu_families(gathered_families&, const sampling::snapshot&, collector_set, label_cache&,
                         package_label_cache&, core_labels&);

}  // namespace cputemp::exporter
