#include "reading/sysfs_reader.hpp"

#include "reading/readout_views.hpp"
#include "sysfs/file_descriptor.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <boost/system/errc.hpp>

#include <utility>

namespace cputemp::hwmon {

namespace sys = boost::system;

namespace {

// The text in the id of a device. Cooling devices and throttle counts have none: their directory never changes.
sys::result<std::string> read_identifying_text(const device_description& device) {
  if (device.chip() != nullptr) return read_optional_text(device.directory + "/name");
  if (device.zone() != nullptr) return read_optional_text(device.directory + "/type");
  return std::string();
}

}  // namespace

sysfs_reader::sysfs_reader(std::shared_ptr<const device_description> device, bool all_attributes,
                           const std::shared_ptr<descriptor_budget>& budget)
    : device_(std::move(device)),
      all_attributes_(all_attributes && device_->chip() != nullptr),
      runtime_status_{device_->directory + "/device/power/runtime_status",
                      device_->directory + "/device/device/power/runtime_status"},
      details_(std::make_shared<const std::vector<sensor_details>>(device_->sensors.size())) {
  channels_.reserve(device_->sensors.size());
  for (const sensor_description& sensor : device_->sensors)
    channels_.emplace_back(*device_, sensor, all_attributes_, budget);
  if (device_->zone() != nullptr) {
    trip_files_.emplace(*device_);
    trips_ = std::make_shared<const std::vector<trip_point>>();
  }
}

readout sysfs_reader::read(read_scope scope) {
  if (!all_known_) scope = read_scope::inputs_and_alarms;
  // Files that are not kept open are opened by their path, which may lead to another device by now.
  if (scope == read_scope::inputs_and_alarms && is_another_device()) return without_reading(sys::errc::no_such_device);
  if (is_suspended(scope)) {
    readout result = without_reading(sys::errc::no_message_available);
    result.asleep = true;
    return result;
  }
  readout result;
  result.inputs.reserve(channels_.size());
  for (sensor_channel& channel : channels_) {
    result.inputs.push_back(read_channel(channel, scope));
    stale_ |= channel.take_stale();
  }
  if (scope == read_scope::inputs_and_alarms && trip_files_) set_trips(trip_files_->read());
  ever_read_ = all_known_ = true;
  publish(result);
  return result;
}

std::optional<std::int64_t> sysfs_reader::read_file(const std::string& name) {
  const auto number = read_integer(device_->directory + "/" + name);
  return number ? std::optional(*number) : std::nullopt;
}

// While a CPU is offline, the files of its throttle counts and of its core's temperature are gone, and each suspend of
// the machine takes all CPUs except one offline. Afterwards there are new files under the same path, of the same
// device.
reading sysfs_reader::read_channel(sensor_channel& channel, read_scope scope) const {
  reading input = channel.read(scope);
  const bool gone = !input && classify(input.error()).what == fault_class::gone;
  if (gone && !is_another_device()) input = channel.read(read_scope::inputs);
  return input;
}

bool sysfs_reader::is_another_device() const {
  const auto text = read_identifying_text(*device_);
  const auto id = device_id(device_->directory, text ? *text : std::string());
  if (!id) return classify(id.error()).what == fault_class::gone;
  return text && *id != device_->id;  // if that is unknown, it is taken for the same
}

// Reading some devices, above all graphics cards, wakes them from runtime suspend; reading this file does not
// (Documentation/ABI/testing/sysfs-devices-power). Most devices have no runtime power management, or not yet: their
// files are read only as often as alarms. If a chip belongs to a device of a class, such as an NVMe controller, the
// device behind that one is suspended.
bool sysfs_reader::is_suspended(read_scope scope) {
  if (scope == read_scope::inputs && !has_runtime_power_) return false;
  has_runtime_power_ = false;
  for (const std::string& path : runtime_status_) {
    const auto status = read_optional_text(path);
    if (!status || status->empty() || *status == "unsupported") continue;
    has_runtime_power_ = true;
    return *status == "suspended" || *status == "suspending";
  }
  return false;
}

readout sysfs_reader::without_reading(sys::errc::errc_t error) {
  readout result;
  result.inputs.assign(channels_.size(), sys::errc::make_error_code(error));
  for (sensor_channel& channel : channels_) {
    channel.forget();
    stale_ |= channel.take_stale();
  }
  if (trip_files_) set_trips({});
  all_known_ = false;
  publish(result);
  return result;
}

void sysfs_reader::set_trips(std::vector<trip_point> trips) {
  if (*trips_ != trips) trips_ = std::make_shared<const std::vector<trip_point>>(std::move(trips));
}

void sysfs_reader::publish(readout& result) {
  // Before the first read no label is known, and sensors of some chips without a label are the CPU's.
  if (ever_read_ && std::exchange(stale_.details, false))
    details_ = std::make_shared<const std::vector<sensor_details>>(details_of(*device_, channels_));
  if (std::exchange(stale_.alarms, false))
    alarms_ = std::make_shared<const std::vector<std::vector<alarm>>>(alarms_of(channels_));
  if (all_attributes_ && std::exchange(stale_.attributes, false))
    attributes_ = std::make_shared<const raw_attributes>(raw_attributes_of(channels_));
  result.details = details_;
  result.alarms = alarms_;
  result.trips = trips_;
  result.attributes = attributes_;
}

}  // namespace cputemp::hwmon
