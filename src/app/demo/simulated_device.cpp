#include "demo/simulated_device.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace cputemp::app {
namespace {

/// Returns the name of the reading's file without the sensor's name and `_`.
std::string_view input_name(hwmon::sensor_kind kind) {
  if (kind == hwmon::sensor_kind::pwm) return "";
  return kind == hwmon::sensor_kind::intrusion ? "alarm" : "input";
}

std::string alarm_file(const std::string& name) { return name == "alarm" || name == "fault" ? name : name + "_alarm"; }

std::vector<hwmon::attribute> attributes_of(const chip_sensor& of) {
  std::vector<hwmon::attribute> all;
  const auto add = [&](std::string name) { all.push_back({std::move(name), "(simulated)"}); };
  add(std::string(input_name(of.kind)));
  if (!of.label.empty()) add("label");
  for (const auto& limit : of.limits) add(limit.name);
  for (const auto& alarm : of.alarms) add(alarm_file(alarm.name));
  std::ranges::sort(all, {}, &hwmon::attribute::name);
  return all;
}

}  // namespace

simulated_sensor make_sensor(const chip_sensor& of) {
  auto name = std::string(hwmon::sensor_kind_names[static_cast<std::size_t>(of.kind)]) + std::to_string(of.number);
  return {{std::move(name), attributes_of(of), of.kind}, {of.label, std::nullopt, of.limits}, of.value, of.alarms};
}

simulated_device make_device(decltype(hwmon::device_description::identity) identity,
                             std::vector<simulated_sensor> sensors, std::string address) {
  auto d = std::make_shared<hwmon::device_description>();
  d->identity = std::move(identity);
  d->id = d->directory = d->bus = d->name();
  d->simulated_address = std::move(address);
  for (const auto& s : sensors) d->sensors.push_back(s.description);
  return {std::move(d), std::move(sensors)};
}

simulated_device make_chip(std::string chip, const std::string& address, std::vector<simulated_sensor> sensors) {
  return make_device(hwmon::chip_identity{std::move(chip), address.substr(0, address.find('-'))}, std::move(sensors),
                     address);
}

simulated_device make_chip(std::string chip, const std::string& address, const std::vector<chip_sensor>& table) {
  std::vector<simulated_sensor> sensors;
  sensors.reserve(table.size());
  for (const auto& row : table) sensors.push_back(make_sensor(row));
  return make_chip(std::move(chip), address, std::move(sensors));
}

}  // namespace cputemp::app
