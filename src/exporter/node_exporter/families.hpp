#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "node_exporter/labels.hpp"

namespace cputemp::exporter {

/// What is kept for node_exporter's schema from one exposition to the next.
struct node_exporter_cache {
  device_cache<node_exporter_labels> labels;
  node_exporter_registry registry;
};

/// The families that node_exporter would have of what these collectors read. A reading that is missing is absent.
void append_node_exporter_families(gathered_families&, const sampling::snapshot&, collector_set, node_exporter_cache&);

/// What node_exporter would say of its collectors themselves.
void append_scrape_families(gathered_families&, const sampling::snapshot&, collector_set);

}  // namespace cputemp::exporter
