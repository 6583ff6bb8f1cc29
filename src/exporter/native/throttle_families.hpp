#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "native/catalogue.hpp"
#include "native/device_labels.hpp"

namespace cputemp::exporter {

/// How often and how long the kernel throttled cores and packages.
class throttle_families {
 public:
  explicit throttle_families(gathered_families& to)
      : core_{to.of(catalogue::core_throttles), to.of(catalogue::core_throttled)},
        package_{to.of(catalogue::package_throttles), to.of(catalogue::package_throttled)} {}

  void add(const sampling::device_state&, const device_labels&);

 private:
  struct part_families {
    gathered_family& count;
    gathered_family& seconds;
  };
  part_families core_;
  part_families package_;
};

}  // namespace cputemp::exporter
