#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include "device_labels.hpp"
#include "gathered_families.hpp"
#include "package_labels.hpp"

namespace cputemp::exporter {

/// The cpu_temperature_* families, as far as they come from these collectors.
void append_cpu_families(gathered_families&, const sampling::snapshot&, collector_set, label_cache&,
                         package_label_cache&);

}  // namespace cputemp::exporter
