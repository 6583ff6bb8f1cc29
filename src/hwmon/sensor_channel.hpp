#pragma once

#include "attribute_file.hpp"

#include <cputemp/hwmon/device.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::hwmon {

/// The files of one sensor that are read again and again: `input` and `fault` each time, the alarms and `enable`
/// less often.
class sensor_channel {
 public:
  /// Opens nothing yet. Both descriptions have to outlive this object.
  sensor_channel(const device_description&, const sensor_description&, const std::shared_ptr<descriptor_budget>&);

  reading read(read_scope);

  /// The alarms that could be read, sorted by name.
  std::vector<alarm> alarms() const;
  /// Whether alarms() has changed since this was last asked.
  bool take_alarms_changed() noexcept { return std::exchange(alarms_changed_, false); }

 private:
  struct alarm_file {
    std::string_view about;
    const std::string* path;
    std::optional<bool> raised;
  };

  void read_enable();
  void read_alarms();
  bool is_faulty();
  bool set(alarm_file&, const boost::system::result<std::int64_t>&);
  reading read_input();

  std::string_view driver_;
  bool may_be_power_on_value_;
  attribute_file input_;
  std::optional<attribute_file> fault_;
  const std::string* enable_ = nullptr;
  bool enabled_ = true;
  std::vector<alarm_file> alarms_;
  bool alarms_changed_ = true;
};

}  // namespace cputemp::hwmon
