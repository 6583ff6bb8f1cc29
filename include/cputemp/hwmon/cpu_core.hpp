#pragma once

#include <string>

namespace cputemp::hwmon {

/// A core of the CPU, as Linux knows it. The numbers are those of cpu_position, so that its sensor can be found.
struct cpu_core {
  unsigned package;
  unsigned core;
  std::string cpus;  ///< the CPUs of Linux that are online in it, as the kernel writes a list: `0,64`, `0-1`
  std::string type;  ///< `P`, `E` or `LP-E`; empty if all cores are alike, or if it is not known
  bool operator==(const cpu_core&) const = default;
};

}  // namespace cputemp::hwmon
