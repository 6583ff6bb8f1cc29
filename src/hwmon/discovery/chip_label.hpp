#pragma once

#include <string>
#include <vector>

namespace cputemp::hwmon {

/// The origin of a chip's label; paths are absolute and resolved.
struct chip_origin {
  std::string entry;      ///< in class/hwmon: hwmonN
  std::string directory;  ///< the entry, resolved
  std::string device;     ///< its `device`, resolved; empty without one
  std::string name;       ///< the trimmed `name` file; empty without one
};

/// Returns the labels `chip` of all chips, in the order given and as node_exporter 1.12 derives them: parent and name
/// of the device, else the `name` file, else hwmonN. All chips that would share a label get a suffix, even the first:
/// the `name` file if that tells them apart, else hwmonN.
std::vector<std::string> unique_chip_labels(const std::vector<chip_origin>&);

}  // namespace cputemp::hwmon
