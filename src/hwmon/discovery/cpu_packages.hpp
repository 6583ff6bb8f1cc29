#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cputemp::hwmon {

/// The distinct physical_package_id of devices/system/cpu/cpu*/topology, sorted; CPUs without one (-1) are left out.
std::vector<unsigned> read_cpu_packages(const std::string& root);

/// The package of one of `nodes` AMD nodes, which packages share evenly and in order: four nodes each in the first
/// EPYC, one each since the second. Without known packages each node is one.
std::optional<unsigned> package_of_node(unsigned node, std::size_t nodes, const std::vector<unsigned>& packages);

}  // namespace cputemp::hwmon
