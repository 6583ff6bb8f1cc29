#pragma once

#include "reading/sensor_channel.hpp"
#include "reading/trip_points.hpp"
#include "sysfs/attribute_file.hpp"

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/hwmon/sensor_source.hpp>

#include <boost/system/errc.hpp>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::hwmon {

/// Reads a device below a sysfs root. All calls and the destructor belong to one thread, because the kept descriptors
/// may be in that thread's private table; the constructor opens nothing.
class sysfs_reader final : public device_reader {
 public:
  /// If `all_attributes` is set, the readouts of a chip have its raw attributes.
  sysfs_reader(std::shared_ptr<const device_description>, bool all_attributes,
               const std::shared_ptr<descriptor_budget>&);

  readout read(read_scope) override;
  std::optional<std::int64_t> read_file(const std::string& name) override;

 private:
  bool is_another_device() const;
  reading read_channel(sensor_channel&, read_scope) const;
  bool is_suspended(read_scope);
  readout without_reading(boost::system::errc::errc_t);
  void set_trips(std::vector<trip_point>);
  void publish(readout&);

  std::shared_ptr<const device_description> device_;
  bool all_attributes_;
  std::vector<sensor_channel> channels_;
  std::optional<trip_point_files> trip_files_;
  std::array<std::string, 2> runtime_status_;  ///< paths: of the device, and of the one behind it
  bool has_runtime_power_ = false;
  bool ever_read_ = false;
  bool all_known_ = false;  ///< false: the next read that reaches the device reads everything
  stale_views stale_;
  std::shared_ptr<const std::vector<sensor_details>> details_;
  std::shared_ptr<const std::vector<std::vector<alarm>>> alarms_;
  std::shared_ptr<const std::vector<trip_point>> trips_;
  std::shared_ptr<const raw_attributes> attributes_;
};

}  // namespace cputemp::hwmon
