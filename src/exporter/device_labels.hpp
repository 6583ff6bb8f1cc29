#pragma once

#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::exporter {

/// The driver's label, or else the sensor's name.
std::string_view sensor_label(const sampling::device_state&, std::size_t sensor);

/// The labels of all series of a device. They are the same in every snapshot, as long as the device is.
class device_labels {
 public:
  explicit device_labels(const sampling::device_state&);

  const metrics::label_set& chip() const noexcept { return chip_; }
  const metrics::label_set& error(hwmon::fault_reason reason) const noexcept {
    return errors_[static_cast<std::size_t>(reason)];
  }
  // Of the sensors that have details.
  const metrics::label_set& sensor(std::size_t i) const noexcept { return sensors_[i].plain; }
  const metrics::label_set& limit(std::size_t i, std::size_t limit) const noexcept { return sensors_[i].limits[limit]; }
  /// Alarms come and go, so that theirs are made when they are first asked for.
  const metrics::label_set& alarm(std::size_t i, const std::string& name);

  bool fits(const sampling::device_state& device) const noexcept { return device.details == details_; }

 private:
  struct sensor_labels {
    metrics::label_set plain;
    std::vector<metrics::label_set> limits;
    std::map<std::string, metrics::label_set, std::less<>> alarms;
  };
  std::shared_ptr<const std::vector<hwmon::sensor_details>> details_;
  metrics::label_set chip_;
  std::array<metrics::label_set, hwmon::fault_reason_count> errors_;
  std::vector<sensor_labels> sensors_;
};

/// Keeps the labels of the devices from one snapshot to the next.
class label_cache {
 public:
  device_labels& of(const sampling::device_state&);
  /// Forgets the devices that were not asked for since the last time.
  void forget_unused();

 private:
  struct entry {
    device_labels labels;
    std::uint64_t used_in;
  };
  // The key is shared, so that no other device can come to lie at its address.
  std::map<std::shared_ptr<const hwmon::device_description>, entry> entries_;
  std::uint64_t round_ = 0;
};

}  // namespace cputemp::exporter
