#pragma once

#include <boost/system/result.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::hwmon {

/// Reads the number of a package or core. CPUs without one have -1, which is sensor_errc::implausible.
boost::system::result<unsigned> read_topology_id(const std::string& path);

/// Returns the distinct physical_package_id of devices/system/cpu/cpu*/topology, sorted; leaves out CPUs without one.
std::vector<unsigned> read_cpu_packages(const std::string& root);

/// Returns the package of one of `nodes` AMD nodes, which packages share evenly and in order: four nodes each in the
/// first EPYC, one each since the second. If no packages are known, each node is one.
std::optional<unsigned> package_of_node(unsigned node, std::size_t nodes, const std::vector<unsigned>& packages);

}  // namespace cputemp::hwmon
