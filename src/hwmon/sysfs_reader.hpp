#pragma once

#include "descriptor_budget.hpp"
#include "details_loader.hpp"
#include "sensor_channel.hpp"

#include <cputemp/hwmon/device.hpp>

#include <boost/system/errc.hpp>

#include <memory>
#include <string>
#include <vector>

namespace cputemp::hwmon {

/// Reads a chip or a zone below a sysfs root. All calls and the destructor belong to one thread, since the
/// descriptors that are kept may be in a table of that thread alone; the constructor opens nothing.
class sysfs_reader final : public device_reader {
 public:
  sysfs_reader(std::shared_ptr<const device_description>, const std::shared_ptr<descriptor_budget>&);

  readout read(read_scope) override;

 private:
  bool is_another_device() const;
  bool is_suspended(read_scope);
  readout without_reading(boost::system::errc::errc_t);
  void publish_alarms();

  std::shared_ptr<const device_description> device_;
  details_loader loader_;
  std::vector<sensor_channel> channels_;
  std::string runtime_status_;  ///< path
  bool opened_ = false;
  bool has_runtime_power_ = false;
  std::shared_ptr<const std::vector<sensor_details>> details_;
  std::shared_ptr<const std::vector<std::vector<alarm>>> alarms_;
};

}  // namespace cputemp::hwmon
