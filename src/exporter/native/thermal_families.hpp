#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include "gathering/gathered_families.hpp"
#include "native/catalogue.hpp"
#include "native/device_labels.hpp"

namespace cputemp::exporter {

/// Thermal zones with their trip points, and cooling devices.
class thermal_families {
 public:
  explicit thermal_families(gathered_families& to)
      : zone_(to.of(catalogue::zone)),
        trip_(to.of(catalogue::zone_trip)),
        state_(to.of(catalogue::cooling_state)),
        max_state_(to.of(catalogue::cooling_max_state)) {}

  void add_zone(const sampling::device_state&, device_labels&);
  void add_cooling(const sampling::device_state&, const device_labels&);

 private:
  gathered_family& zone_;
  gathered_family& trip_;
  gathered_family& state_;
  gathered_family& max_state_;
};

}  // namespace cputemp::exporter
