#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/metrics/metric_family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"

namespace cputemp::exporter {

/// Returns the labels of cpu_temp_exporter_build_info.
metrics::label_set labels_of(const build_info&);

/// Appends the families about this program: its build, by the labels_of it, and its sampling and log.
void append_own_families(gathered_families&, const sampling::snapshot&, const exposition_settings&,
                         const metrics::label_set& build);

}  // namespace cputemp::exporter
