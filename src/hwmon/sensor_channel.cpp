#include "sensor_channel.hpp"

#include "descriptor.hpp"
#include "device_traits.hpp"
#include "millidegrees.hpp"
#include "sensor_kind.hpp"

#include <algorithm>

namespace cputemp::hwmon {

sensor_channel::sensor_channel(const device_description& device, const sensor_description& sensor,
                               const std::shared_ptr<descriptor_budget>& budget)
    : driver_(driver_of(device)), may_be_power_on_value_(device.one_wire), input_(sensor.input()->path, budget) {
  for (const attribute& file : sensor.attributes) {
    if (file.name == "enable") enable_ = &file.path;
    if (file.name == "fault") fault_.emplace(file.path, budget);
    if (const auto about = alarm_of(file.name); !about.empty()) alarms_.push_back({about, &file.path, std::nullopt});
  }
  std::sort(alarms_.begin(), alarms_.end(), [](const auto& a, const auto& b) { return a.about < b.about; });
}

reading sensor_channel::read(read_scope scope) {
  if (scope == read_scope::inputs_and_alarms) {
    read_enable();
    read_alarms();
  }
  const bool faulty = is_faulty();
  if (!enabled_) return make_error_code(sensor_errc::disabled);
  if (faulty) return make_error_code(sensor_errc::faulty);
  return read_input();
}

std::vector<alarm> sensor_channel::alarms() const {
  std::vector<alarm> known;
  for (const alarm_file& file : alarms_)
    if (file.raised) known.push_back({std::string(file.about), *file.raised});
  return known;
}

void sensor_channel::read_enable() {
  if (enable_ == nullptr) return;
  const auto value = read_integer(*enable_);
  enabled_ = !value || *value != 0;  // a driver that doesn't say so is asked for its input all the same
}

void sensor_channel::read_alarms() {
  for (alarm_file& file : alarms_)
    if (file.about != "fault") set(file, read_integer(*file.path));
}

bool sensor_channel::is_faulty() {
  if (!fault_) return false;
  for (alarm_file& file : alarms_)
    if (file.about == "fault") return set(file, fault_->read());
  return false;
}

bool sensor_channel::set(alarm_file& file, const boost::system::result<std::int64_t>& value) {
  const std::optional<bool> raised = value ? std::optional(*value != 0) : std::nullopt;
  if (std::exchange(file.raised, raised) != raised) alarms_changed_ = true;
  return raised.value_or(false);
}

reading sensor_channel::read_input() {
  const reading value = input_.read();
  if (!value) return value;
  const bool power_on = std::exchange(may_be_power_on_value_, false) && *value == one_wire_power_on;
  if (power_on || !is_plausible(driver_, *value)) return make_error_code(sensor_errc::implausible);
  return value;
}

}  // namespace cputemp::hwmon
