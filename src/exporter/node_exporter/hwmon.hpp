#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "node_exporter/cache.hpp"

namespace cputemp::exporter {

/// Appends the node_hwmon_* families of all chips. If metrics collide, the first one counts: the chips come in the
/// order of their entries in class/hwmon, as in node_exporter. The sensors of a chip and their files come at random
/// there, here in their own order, readings first.
void append_node_exporter_hwmon(gathered_families&, const sampling::snapshot&, node_exporter_cache&);

}  // namespace cputemp::exporter
