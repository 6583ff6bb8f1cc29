#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "node_exporter/cache.hpp"

namespace cputemp::exporter {

/// Appends the families that node_exporter would have for these collectors. A missing reading is absent.
void append_node_exporter_families(gathered_families&, const sampling::snapshot&, collector_set, node_exporter_cache&);

/// Appends the families that node_exporter would have about its collectors themselves.
void append_scrape_families(gathered_families&, const sampling::snapshot&, collector_set);

}  // namespace cputemp::exporter
