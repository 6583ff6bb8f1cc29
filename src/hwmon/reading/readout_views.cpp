#include "reading/readout_views.hpp"

#include "drivers/cpu_sensors.hpp"
#include "drivers/plausibility.hpp"
#include "sysfs/kernel_text.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace cputemp::hwmon {

namespace {

bool is_real(const sensor_channel& channel, const sensor_channel::known_attribute& limit) {
  return is_plausible_limit(channel.measured(), limit.file->name, *limit.value);
}

std::vector<limit> limits_of(const sensor_channel& channel) {
  std::vector<limit> limits;
  for (const auto& known : channel.attributes()) {
    if (known.role != attribute_role::limit || !known.value) continue;
    if (is_real(channel, known)) limits.push_back({known.file->name, *known.value});
  }
  return limits;
}

// Chips compare readings with limits that nobody has set, too: a limit of 0 raises an alarm that says nothing. What
// can't be read may be a limit.
bool may_be_exceeded(const sensor_channel& channel, const sensor_channel::known_attribute& limit) {
  return !limit.value || (*limit.value != 0 && is_real(channel, limit));
}

bool is_freezing_point(const sensor_channel& channel, const sensor_channel::known_attribute& limit) {
  return channel.measured().kind == sensor_kind::temp && is_real(channel, limit);
}

bool is_about_a_limit(const sensor_channel& channel, std::string_view about) {
  bool has_limits = false;
  for (const auto& known : channel.attributes()) {
    const std::string_view name = known.file->name;
    if (known.role != attribute_role::limit || name.ends_with("_hyst") || name.starts_with("rated_")) continue;
    if (name == about) return may_be_exceeded(channel, known) || is_freezing_point(channel, known);
    has_limits = true;
    if (about == "alarm" && may_be_exceeded(channel, known)) return true;
  }
  return about != "alarm" || !has_limits;
}

// Only of temperatures: the fan of an SoC's chip is not part of the CPU.
void set_positions(const device_description& device, std::span<const sensor_channel> channels,
                   std::vector<sensor_details>& details) {
  std::vector<std::size_t> temperatures;
  std::vector<sensor_name> names;
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (device.sensors[i].kind != sensor_kind::temp) continue;
    temperatures.push_back(i);
    names.push_back(channels[i].measured().name);
  }
  const auto positions = cpu_positions(facts_of(device.driver), device.package, names);
  for (std::size_t i = 0; i < temperatures.size(); ++i) details[temperatures[i]].cpu = positions[i];
}

}  // namespace

std::vector<sensor_details> details_of(const device_description& device, std::span<const sensor_channel> channels) {
  std::vector<sensor_details> details;
  details.reserve(channels.size());
  for (const sensor_channel& channel : channels)
    details.push_back(
        {.label = std::string(channel.measured().name.label), .cpu = std::nullopt, .limits = limits_of(channel)});
  if (const throttle_identity* throttle = device.throttle()) {
    for (std::size_t i = 0; i < details.size(); ++i) details[i].cpu = throttle->positions[i];
  } else {
    set_positions(device, channels, details);
  }
  return details;
}

std::vector<std::vector<alarm>> alarms_of(std::span<const sensor_channel> channels) {
  std::vector<std::vector<alarm>> all;
  all.reserve(channels.size());
  for (const sensor_channel& channel : channels) {
    auto& alarms = all.emplace_back();
    for (const auto& known : channel.attributes())
      if (const auto about = alarm_of(known.file->name);
          !about.empty() && known.value && is_about_a_limit(channel, about))
        alarms.push_back({std::string(about), *known.value != 0});
  }
  return all;
}

raw_attributes raw_attributes_of(std::span<const sensor_channel> channels) {
  raw_attributes raw;
  raw.values.reserve(channels.size());
  raw.labels.reserve(channels.size());
  for (const sensor_channel& channel : channels) {
    auto& values = raw.values.emplace_back();
    for (const auto& known : channel.attributes())
      if (known.value) values.push_back({known.file->name, *known.value});
    const auto& label = channel.label();
    raw.labels.push_back(label ? std::optional(raw_label(*label)) : std::nullopt);
  }
  return raw;
}

}  // namespace cputemp::hwmon
