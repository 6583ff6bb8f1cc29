#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <string>
#include <vector>

namespace cputemp::app {

// A host has hundreds of cooling devices and throttle counts, so they are summed up.

/// One row of a summary.
struct summary_line {
  std::string what;
  std::string outcome;
  bool operator==(const summary_line&) const = default;
};

/// A line for each type of the cooling devices.
std::vector<summary_line> summary_of_cooling(const hwmon::device_description&, const hwmon::readout&);

/// Two lines for each CPU package: the package's own counts, and those of its cores.
std::vector<summary_line> summary_of_throttling(const hwmon::device_description&, const hwmon::readout&);

}  // namespace cputemp::app
