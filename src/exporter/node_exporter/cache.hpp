#pragma once

#include "gathering/device_cache.hpp"
#include "node_exporter/labels.hpp"
#include "node_exporter/registry.hpp"

namespace cputemp::exporter {

/// The labels and names in node_exporter's schema, kept from one exposition to the next.
struct node_exporter_cache {
  device_cache<node_exporter_labels> labels;
  node_exporter_registry registry;
};

}  // namespace cputemp::exporter
