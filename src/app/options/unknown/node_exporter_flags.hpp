#pragma once

#include <string_view>

namespace cputemp::app {

/// Whether an option, named without its dashes, is one that node_exporter has (1.5 to 1.11) and that has no meaning
/// here.
bool is_node_exporters_alone(std::string_view name);

}  // namespace cputemp::app
