#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <vector>

namespace cputemp::exporter {

/// What this program is and how its sampling does.
void append_own_families(std::vector<metrics::metric_family>&, const sampling::snapshot&, const build_info&);

}  // namespace cputemp::exporter
