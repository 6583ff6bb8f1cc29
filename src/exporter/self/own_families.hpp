#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/metrics/metric_family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"

namespace cputemp::exporter {

/// The labels of cpu_temp_exporter_build_info.
metrics::label_set labels_of(const build_info&);

/// What this program is, by the labels_of its build, and how its sampling and its log do.
void append_own_families(gathered_families&, const sampling::snapshot&, const exposition_settings&,
                         const metrics::label_set& build);

}  // namespace cputemp::exporter
