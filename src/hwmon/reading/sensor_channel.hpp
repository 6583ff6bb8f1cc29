#pragma once

#include "drivers/kind_attributes.hpp"
#include "drivers/plausibility.hpp"
#include "sysfs/attribute_file.hpp"

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace cputemp::hwmon {

/// The views of a readout that have to be made again.
struct stale_views {
  bool details = true;
  bool alarms = true;
  bool attributes = true;
  stale_views& operator|=(const stale_views& other) noexcept {
    details |= other.details;
    alarms |= other.alarms;
    attributes |= other.attributes;
    return *this;
  }
};

/// The files of one sensor: the input and `fault` are read each time; alarms, `enable` and the rest less often; label
/// and limits once, because some drivers send the device a command for each read.
class sensor_channel {
 public:
  /// A file other than the input, and its number if that could be read.
  struct known_attribute {
    const attribute* file;
    attribute_role role;
    bool settled = false;  ///< of label and limits: read, or failed for good
    std::optional<std::int64_t> value = std::nullopt;
  };

  /// Opens nothing yet. Both descriptions have to outlive this object. Includes files of the role `other` if
  /// `all_attributes` is set.
  sensor_channel(const device_description&, const sensor_description&, bool all_attributes,
                 const std::shared_ptr<descriptor_budget>&);

  reading read(read_scope);

  /// Drops all values except label and limits: they are out of date once the device has slept or gone.
  void forget();

  /// Sorted by name.
  const std::vector<known_attribute>& attributes() const noexcept { return attributes_; }
  /// Names the sensor, with its label once that was read.
  measurement measured() const noexcept { return {sensor_->kind, *driver_, {sensor_->sensor, clean_label_}}; }
  /// The text of the label file, unchanged.
  const std::optional<std::string>& label() const noexcept { return label_; }
  /// Returns the views that have changed since the last call.
  stale_views take_stale() noexcept { return std::exchange(stale_, {false, false, false}); }

 private:
  void read_attributes();
  void read_once(known_attribute&);
  void read_label(known_attribute&);
  bool is_faulty();
  void set(known_attribute&, const std::optional<std::int64_t>&);
  reading read_input();

  const driver_facts* driver_;
  const sensor_description* sensor_;
  bool may_be_power_on_value_;
  bool enabled_ = true;
  stale_views stale_;
  std::optional<attribute_file> input_;
  std::optional<attribute_file> fault_;
  std::vector<known_attribute> attributes_;
  std::size_t fault_index_ = 0;  ///< in attributes_
  std::optional<std::string> label_;
  std::string clean_label_;
};

}  // namespace cputemp::hwmon
