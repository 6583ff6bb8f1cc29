#include "sysfs_reader.hpp"

#include "sysfs_directory.hpp"

#include <boost/system/errc.hpp>

#include <utility>

namespace cputemp::hwmon {

namespace sys = boost::system;

sysfs_reader::sysfs_reader(std::shared_ptr<const device_description> device,
                           const std::shared_ptr<descriptor_budget>& budget)
    : device_(std::move(device)),
      loader_(*device_),
      runtime_status_(device_->directory + "/device/power/runtime_status") {
  channels_.reserve(device_->sensors.size());
  for (const sensor_description& sensor : device_->sensors) channels_.emplace_back(*device_, sensor, budget);
}

readout sysfs_reader::read(read_scope scope) {
  if (!opened_ || !alarms_) scope = read_scope::inputs_and_alarms;
  // Files that are not kept open are found by their path, which may lead to another device by now.
  if (scope == read_scope::inputs_and_alarms && is_another_device()) return without_reading(sys::errc::no_such_device);
  if (is_suspended(scope)) {
    readout result = without_reading(sys::errc::no_message_available);
    result.asleep = true;
    return result;
  }
  if (scope == read_scope::inputs_and_alarms) details_ = loader_.load();
  opened_ = true;
  readout result;
  result.inputs.reserve(channels_.size());
  bool alarms_changed = !alarms_;
  for (sensor_channel& channel : channels_) {
    result.inputs.push_back(channel.read(scope));
    alarms_changed |= channel.take_alarms_changed();
  }
  if (alarms_changed) publish_alarms();
  result.details = details_;
  result.alarms = alarms_;
  return result;
}

bool sysfs_reader::is_another_device() const {
  const auto name = device_->chip() != nullptr ? "/name" : "/type";
  const auto text = read_optional_text(device_->directory + name);
  const auto id = device_id(device_->directory, text ? *text : std::string());
  if (!id) return classify(id.error()).what == fault_class::gone;
  return text && *id != device_->id;  // where nobody can tell, it is taken for the same
}

// Reading some devices, graphics cards first of all, wakes them from runtime suspend; reading this file does not
// (Documentation/ABI/testing/sysfs-devices-power). Most devices have no runtime power management, or not yet: those
// are looked at only as often as alarms.
bool sysfs_reader::is_suspended(read_scope scope) {
  if (scope == read_scope::inputs && !has_runtime_power_) return false;
  const auto status = read_optional_text(runtime_status_);
  has_runtime_power_ = status && !status->empty() && *status != "unsupported";
  return has_runtime_power_ && (*status == "suspended" || *status == "suspending");
}

readout sysfs_reader::without_reading(sys::errc::errc_t error) {
  const std::size_t sensors = channels_.size();
  readout result;
  result.details = details_ ? details_ : std::make_shared<const std::vector<sensor_details>>(sensors);
  result.inputs.assign(sensors, sys::errc::make_error_code(error));
  // What was raised before says nothing of now; the next read that reaches the device asks for all.
  alarms_.reset();
  result.alarms = std::make_shared<const std::vector<std::vector<alarm>>>(sensors);
  return result;
}

void sysfs_reader::publish_alarms() {
  std::vector<std::vector<alarm>> all;
  all.reserve(channels_.size());
  for (const sensor_channel& channel : channels_) all.push_back(channel.alarms());
  alarms_ = std::make_shared<const std::vector<std::vector<alarm>>>(std::move(all));
}

}  // namespace cputemp::hwmon
