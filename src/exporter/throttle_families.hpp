#pragma once

#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <vector>

#include "device_labels.hpp"
#include "gathered_family.hpp"

namespace cputemp::exporter {

/// How often and how long the kernel throttled cores and packages.
class throttle_families {
 public:
  void add(const sampling::device_state&, const device_labels&);
  void move_to(std::vector<metrics::metric_family>&);

 private:
  struct part_families {
    gathered_family count;
    gathered_family seconds;
  };
  part_families core_{gathered_family(catalogue::core_throttles), gathered_family(catalogue::core_throttled)};
  part_families package_{gathered_family(catalogue::package_throttles), gathered_family(catalogue::package_throttled)};
};

}  // namespace cputemp::exporter
