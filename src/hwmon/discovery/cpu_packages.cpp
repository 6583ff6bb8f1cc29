#include "discovery/cpu_packages.hpp"

#include "sysfs/descriptor.hpp"
#include "sysfs/sysfs_directory.hpp"
#include "sysfs/text.hpp"

#include <set>

namespace cputemp::hwmon {

std::vector<unsigned> read_cpu_packages(const std::string& root) {
  const std::string directory = root + "/devices/system/cpu/";
  std::set<unsigned> packages;
  const auto entries = list_directory(directory);
  if (!entries) return {};
  for (const std::string& entry : *entries) {
    if (!number_after("cpu", entry)) continue;
    const auto package = read_integer(directory + entry + "/topology/physical_package_id");
    if (package && *package >= 0) packages.insert(static_cast<unsigned>(*package));
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
