#pragma once

#include <cputemp/hwmon/sensor_kind.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <cstddef>
#include <set>
#include <string>

#include "gathering/gathered_families.hpp"
#include "native/catalogue.hpp"
#include "native/device_labels.hpp"

namespace cputemp::exporter {

/// What chips' sensors read, their limits and alarms, and the extremes of temperatures in the sliding window. A reading
/// that is missing is absent. Sensors that have no file for it are there for node_exporter's schema alone.
class chip_families {
 public:
  /// Of sensors of these kinds; `window` is the window's length as a label, and outlives this.
  chip_families(gathered_families&, const std::set<hwmon::sensor_kind>&, const std::string& window);

  void add(const sampling::device_state&, device_labels&);

 private:
  struct kind_families {
    double divisor = 1;
    gathered_family* reading = nullptr;  // null for a kind that is not wanted
    gathered_family* limit = nullptr;    // null where the kind has none, as the next
    gathered_family* alarm = nullptr;
  };
  static void add_sensor(const kind_families&, const sampling::device_state&, std::size_t sensor, device_labels&);
  void add_extremes(const sampling::extremes&, const metrics::label_set&);

  std::array<kind_families, hwmon::selectable_kinds> kinds_;  // by sensor_kind
  const std::string& window_;
  gathered_family& highest_;
  gathered_family& lowest_;
};

}  // namespace cputemp::exporter
