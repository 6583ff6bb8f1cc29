#pragma once

#include <string>
#include <vector>

namespace cputemp::hwmon {

/// What the name of a chip is made from; paths are absolute and resolved.
struct chip_origin {
  std::string entry;      ///< in class/hwmon: hwmonN
  std::string directory;  ///< where the entry leads
  std::string device;     ///< where its `device` leads; empty without one
  std::string name;       ///< the trimmed `name` file; empty without one
};

/// The names of all chips, in the order given and as node_exporter 1.12 derives them: parent and name of the device,
/// else the `name` file, else hwmonN. All chips that would share a name get a suffix, the first as well:
/// the `name` file if that tells them apart, else hwmonN.
std::vector<std::string> chip_labels(const std::vector<chip_origin>&);

}  // namespace cputemp::hwmon
