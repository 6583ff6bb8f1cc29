#pragma once

#include "drivers/sensor_kind.hpp"
#include "sysfs/attribute_file.hpp"

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cputemp::hwmon {

/// Which of the views of a readout have to be made anew.
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
/// and limits once, since some drivers send the device a command for each read.
class sensor_channel {
 public:
  /// A file beside the input, and the number in it as far as it could be read.
  struct known_attribute {
    const attribute* file;
    attribute_role role;
    bool settled = false;  ///< read, or failed for good; of label and limits
    std::optional<std::int64_t> value = std::nullopt;
  };

  /// Opens nothing yet. Both descriptions have to outlive this object. With `all_attributes` the files count, too,
  /// whose role is `other`.
  sensor_channel(const device_description&, const sensor_description&, bool all_attributes,
                 const std::shared_ptr<descriptor_budget>&);

  reading read(read_scope);

  /// Drops what says nothing of now, once the device has slept or gone: all but label and limits.
  void forget();

  /// Sorted by name.
  const std::vector<known_attribute>& attributes() const noexcept { return attributes_; }
  /// As it stands in the file.
  const std::optional<std::string>& label() const noexcept { return label_; }
  /// The views that have changed since this was last asked.
  stale_views take_stale() noexcept { return std::exchange(stale_, {false, false, false}); }

 private:
  void read_attributes();
  void read_once(known_attribute&);
  void read_label(known_attribute&);
  bool is_faulty();
  void set(known_attribute&, const std::optional<std::int64_t>&);
  reading read_input();

  std::string_view driver_;
  sensor_kind kind_;
  bool may_be_power_on_value_;
  bool enabled_ = true;
  stale_views stale_;
  std::optional<attribute_file> input_;
  std::optional<attribute_file> fault_;
  std::vector<known_attribute> attributes_;
  std::size_t fault_index_ = 0;  ///< in attributes_
  std::optional<std::string> label_;
};

}  // namespace cputemp::hwmon
