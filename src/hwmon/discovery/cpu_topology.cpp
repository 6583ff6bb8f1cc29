#include "discovery/cpu_topology.hpp"

#include "sysfs/file_descriptor.hpp"
#include "sysfs/kernel_text.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <limits>
#include <set>

namespace cputemp::hwmon {

boost::system::result<unsigned> read_topology_id(const std::string& path) {
  const auto value = read_integer(path);
  if (!value) return value.error();
  if (*value < 0 || *value > std::numeric_limits<unsigned>::max()) return make_error_code(sensor_errc::implausible);
  return static_cast<unsigned>(*value);
}

std::vector<unsigned> read_cpu_packages(const std::string& root) {
  const std::string directory = root + "/devices/system/cpu/";
  std::set<unsigned> packages;
  const auto entries = list_directory(directory);
  if (!entries) return {};
  for (const std::string& entry : *entries) {
    if (!number_after("cpu", entry)) continue;
    if (const auto package = read_topology_id(directory + entry + "/topology/physical_package_id"))
      packages.insert(*package);
  }
  return {packages.begin(), packages.end()};
}

std::optional<unsigned> package_of_node(unsigned node, std::size_t nodes, const std::vector<unsigned>& packages) {
  if (packages.empty()) return node;
  const std::size_t nodes_each = (nodes + packages.size() - 1) / packages.size();
  const std::size_t index = node / nodes_each;
  if (index >= packages.size()) return std::nullopt;
  return packages[index];
}

}  // namespace cputemp::hwmon
