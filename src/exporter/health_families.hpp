#pragma once

#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <vector>

#include "device_labels.hpp"
#include "gathered_family.hpp"

namespace cputemp::exporter {

/// How the devices do: whether they answer, how fast, and how often not.
class health_families {
 public:
  void add(const sampling::device_state&, const device_labels&);
  void move_to(std::vector<metrics::metric_family>&);

 private:
  gathered_family up_{catalogue::chip_up};
  gathered_family asleep_{catalogue::chip_asleep};
  gathered_family read_duration_{catalogue::chip_read_duration};
  gathered_family errors_{catalogue::read_errors};
};

}  // namespace cputemp::exporter
