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

/// The readings of chips' sensors, their limits and alarms, and the extremes of temperatures in the sliding window. A
/// missing reading is absent. Sensors with neither a reading nor an alarm are shown only in node_exporter's schema.
class chip_families {
 public:
  /// Shows sensors of these kinds; `window` is the window's length as a label. Both outlive this.
  chip_families(gathered_families&, const std::set<hwmon::sensor_kind>&, const std::string& window);

  void add(const sampling::device_state&, device_labels&);

 private:
  struct kind_families {
    double divisor = 1;
    gathered_family* reading = nullptr;
    gathered_family* limit = nullptr;  // null if the kind has none
    gathered_family* alarm = nullptr;  // likewise
  };
  static void add_sensor(const kind_families&, const sampling::device_state&, std::size_t sensor, device_labels&);
  void add_extremes(const sampling::extremes&, const metrics::label_set&);

  std::array<kind_families, hwmon::selectable_kinds> kinds_;  // by sensor_kind
  const std::set<hwmon::sensor_kind>& wanted_;
  const std::string& window_;
  gathered_family& highest_;
  gathered_family& lowest_;
};

}  // namespace cputemp::exporter
