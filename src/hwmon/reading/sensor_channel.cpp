#include "reading/sensor_channel.hpp"

#include "sysfs/file_descriptor.hpp"
#include "sysfs/kernel_text.hpp"

namespace cputemp::hwmon {

namespace {

bool may_pass(const boost::system::error_code& error) {
  const fault f = classify(error);
  if (f.what == fault_class::ours || f.what == fault_class::asleep) return true;
  if (f.what == fault_class::gone) return false;
  return f.reason == fault_reason::io || f.reason == fault_reason::busy || f.reason == fault_reason::timeout;
}

std::optional<std::int64_t> value_of(const boost::system::result<std::int64_t>& read) {
  return read ? std::optional(*read) : std::nullopt;
}

}  // namespace

sensor_channel::sensor_channel(const device_description& device, const sensor_description& sensor, bool all_attributes,
                               const std::shared_ptr<descriptor_budget>& budget)
    : driver_(&facts_of(device.driver)), sensor_(&sensor), may_be_power_on_value_(device.one_wire) {
  const attribute* const input = sensor.input();
  if (input != nullptr) input_.emplace(input->path, most_digits(sensor.kind), budget);
  for (const attribute& file : sensor.attributes) {
    const attribute_role role = role_of(sensor.kind, file.name);
    if (&file == input || (role == attribute_role::other && !all_attributes)) continue;
    if (role == attribute_role::fault) {
      fault_.emplace(file.path, signed_digits, budget);
      fault_index_ = attributes_.size();
    }
    attributes_.push_back({&file, role});
  }
}

reading sensor_channel::read(read_scope scope) {
  if (scope == read_scope::inputs_and_alarms) read_attributes();
  const bool faulty = is_faulty();
  if (!input_) return make_error_code(sensor_errc::not_measured);
  if (!enabled_) return make_error_code(sensor_errc::disabled);
  if (faulty) return make_error_code(sensor_errc::faulty);
  return read_input();
}

void sensor_channel::forget() {
  for (known_attribute& known : attributes_)
    if (known.role != attribute_role::label && known.role != attribute_role::limit) set(known, std::nullopt);
}

void sensor_channel::read_attributes() {
  for (known_attribute& known : attributes_) {
    switch (known.role) {
      case attribute_role::label:
      case attribute_role::limit:
        read_once(known);
        break;
      case attribute_role::fault:
        break;  // with each read
      case attribute_role::enable:
        set(known, value_of(read_integer(known.file->path)));
        enabled_ = known.value != 0;  // if it can't be read, the input is read all the same
        break;
      case attribute_role::alarm:
      case attribute_role::other:
        set(known, value_of(read_integer(known.file->path)));
        break;
    }
  }
}

void sensor_channel::read_once(known_attribute& known) {
  if (known.settled) return;
  if (known.role == attribute_role::label) return read_label(known);
  const auto value = read_integer(known.file->path);
  known.settled = value || !may_pass(value.error());
  set(known, value_of(value));
}

void sensor_channel::read_label(known_attribute& known) {
  auto text = read_text(known.file->path);
  known.settled = text || !may_pass(text.error());
  if (!text) return;
  clean_label_ = clean_label(*text);
  label_ = std::move(*text);
  stale_.details = stale_.alarms = stale_.attributes = true;
}

bool sensor_channel::is_faulty() {
  if (!fault_) return false;
  known_attribute& known = attributes_[fault_index_];
  set(known, value_of(fault_->read()));
  return known.value.value_or(0) != 0;
}

void sensor_channel::set(known_attribute& known, const std::optional<std::int64_t>& value) {
  if (std::exchange(known.value, value) == value) return;
  stale_.attributes = true;
  // Alarms about limits that are none are left out.
  if (known.role == attribute_role::limit) stale_.details = stale_.alarms = true;
  if (known.role == attribute_role::alarm || known.role == attribute_role::fault) stale_.alarms = true;
}

reading sensor_channel::read_input() {
  const reading value = input_->read();
  if (!value) return value;
  const bool power_on = std::exchange(may_be_power_on_value_, false) && *value == one_wire_power_on;
  if (power_on || !is_plausible_reading(measured(), *value)) return make_error_code(sensor_errc::implausible);
  return value;
}

}  // namespace cputemp::hwmon
