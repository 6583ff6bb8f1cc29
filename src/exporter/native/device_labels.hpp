#pragma once

#include <cputemp/metrics/label_set.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gathering/device_cache.hpp"

namespace cputemp::exporter {

/// Returns the driver's label, or the sensor's name if there is none.
std::string_view sensor_label(const sampling::device_state&, std::size_t sensor);

/// The labels of all native series of a device. They are the same in every snapshot, as long as the device is.
class device_labels {
 public:
  explicit device_labels(const sampling::device_state&);

  /// Returns the labels of the device itself, as one of the chips.
  const metrics::label_set& chip() const noexcept { return chip_; }
  const metrics::label_set& error(hwmon::fault_reason reason) const noexcept {
    return errors_[static_cast<std::size_t>(reason)];
  }

  // Of the sensors; for chips, of those that have details.
  const metrics::label_set& sensor(std::size_t i) const noexcept { return sensors_[i].plain; }
  const metrics::label_set& limit(std::size_t i, std::size_t limit) const noexcept { return sensors_[i].limits[limit]; }
  // These are made when they are first asked for: alarms and trip points come and go, and many sensors have no window
  // and are not the headline's.
  const metrics::label_set& alarm(std::size_t i, const std::string& name);
  const metrics::label_set& window(std::size_t i, const std::string& length);
  const metrics::label_set& trip(const hwmon::trip_point&);
  /// Returns the labels of a sensor as the one that the headline is read from.
  const metrics::label_set& source(const sampling::device_state&, std::size_t sensor);

  bool fits(const sampling::device_state& device) const noexcept { return device.details == details_; }

 private:
  struct sensor_labels {
    metrics::label_set plain;
    metrics::label_set window;
    std::vector<metrics::label_set> limits;
    std::map<std::string, metrics::label_set, std::less<>> alarms;
  };
  std::shared_ptr<const std::vector<hwmon::sensor_details>> details_;
  metrics::label_set chip_;
  std::array<metrics::label_set, hwmon::fault_reason_count> errors_;
  std::vector<sensor_labels> sensors_;
  std::map<std::pair<std::string, std::string>, metrics::label_set> trips_;  // by number and type
  std::map<std::size_t, metrics::label_set> sources_;                        // by sensor
};

using label_cache = device_cache<device_labels>;

}  // namespace cputemp::exporter
