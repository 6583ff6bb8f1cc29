#pragma once

#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <cstdint>
#include <optional>
#include <vector>

#include "device_labels.hpp"
#include "gathered_family.hpp"

namespace cputemp::exporter {

/// The highest state of a cooling device; empty where it is not known.
std::optional<std::int64_t> max_cooling_state(const sampling::device_state&, std::size_t sensor);

/// Thermal zones with their trip points, and cooling devices.
class thermal_families {
 public:
  void add_zone(const sampling::device_state&, device_labels&);
  void add_cooling(const sampling::device_state&, const device_labels&);
  void move_to(std::vector<metrics::metric_family>&);

 private:
  gathered_family zone_{catalogue::zone};
  gathered_family trip_{catalogue::zone_trip};
  gathered_family state_{catalogue::cooling_state};
  gathered_family max_state_{catalogue::cooling_max_state};
};

}  // namespace cputemp::exporter
