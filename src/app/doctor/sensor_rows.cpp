#include "doctor/sensor_rows.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "doctor/value_text.hpp"

namespace cputemp::app {
namespace {

using run = std::span<const examined_sensor>;

constexpr std::size_t shortest_run = 4;    // fewer are as quickly read one by one
constexpr std::size_t values_in_line = 9;  // of 10 columns each

std::string row(std::string_view sensor, std::string_view label, std::string_view value, std::string_view time,
                std::string_view notes) {
  auto text = fmt::format("  {:<13} {:<20} {:>13} {:>8}  {}", sensor, label, value, time, notes);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// `max 88, crit 100 °C`: each limit by its name, and the unit once.
std::string limits_text(const examined_sensor& sensor) {
  const auto kind = sensor.description.kind;
  std::vector<std::pair<std::string, std::int64_t>> named;
  for (const auto& each : sensor.details.limits) named.emplace_back(each.name, each.value);
  for (const auto& each : sensor.trips) named.emplace_back(each.type, each.millidegrees);
  std::ranges::stable_sort(named, {}, [](const auto& each) { return each.second; });
  std::string text;
  for (const auto& [name, value] : named)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, number_text(kind, value));
  return text.empty() ? text : text + std::string(unit_of(kind));
}

/// The file of the reading, if it is not the one that the sensor's name and the device's directory say.
std::string unusual_file(const examined_sensor& sensor, const std::string& directory) {
  const auto* const file = sensor.description.input();
  if (file == nullptr || !file->path.starts_with('/')) return {};
  const auto& name = sensor.description.sensor;
  for (const auto& usual : {directory + "/" + name + "_input", directory + "/" + name})
    if (file->path == usual) return {};
  return file->path.starts_with(directory + "/") ? file->path.substr(directory.size() + 1) : file->path;
}

std::string one_row(const examined_sensor& sensor, const std::string& directory) {
  std::vector<std::string> notes;
  const bool only_alarms = sensor.description.input() == nullptr && sensor.has_alarms;
  if (only_alarms && sensor.raised.empty()) notes.emplace_back("no alarm");
  if (!sensor.input && !only_alarms) notes.push_back(reading_text(sensor.description.kind, sensor.input));
  if (sensor.computed_from)
    notes.push_back(fmt::format("computed from {}", reading_text(sensor.description.kind, *sensor.computed_from)));
  if (!sensor.raised.empty()) notes.push_back(fmt::format("ALARM: {}", fmt::join(sensor.raised, ", ")));
  if (auto limits = limits_text(sensor); !limits.empty()) notes.push_back(std::move(limits));
  if (const auto file = unusual_file(sensor, directory); !file.empty()) notes.push_back("file " + file);
  const bool is_read = sensor.description.input() != nullptr;
  return row(sensor.description.sensor, sensor.details.label,
             sensor.input ? reading_text(sensor.description.kind, sensor.input) : "-",
             is_read ? fmt::format("{} us", sensor.taken.count()) : "", fmt::format("{}", fmt::join(notes, "; ")));
}

/// Cores and dies have a number and come by the dozen.
bool is_part(const examined_sensor& sensor) {
  return sensor.details.cpu && sensor.details.cpu->part != hwmon::cpu_part::package && sensor.input &&
         !sensor.computed_from && sensor.raised.empty() && sensor.trips.empty();
}

bool belong_together(const examined_sensor& a, const examined_sensor& b) {
  return is_part(a) && is_part(b) && a.details.cpu->part == b.details.cpu->part &&
         a.details.cpu->package == b.details.cpu->package && a.details.limits == b.details.limits;
}

std::string number_of(const examined_sensor& sensor) {
  const auto& core = sensor.details.cpu->core;
  return core ? fmt::format("{}", *core) : sensor.description.sensor;
}

std::vector<std::string> shared_rows(run parts) {
  const auto kind = parts.front().description.kind;
  const auto by_value = [](const examined_sensor& each) { return *each.input; };
  const auto [coolest, hottest] = std::ranges::minmax_element(parts, {}, by_value);
  const auto slowest = std::ranges::max_element(parts, {}, &examined_sensor::taken);
  const bool is_core = parts.front().details.cpu->part == hwmon::cpu_part::core;
  std::vector<std::string> rows{
      row(fmt::format("{}-{}", parts.front().description.sensor, parts.back().description.sensor),
          fmt::format("{} {}", parts.size(), is_core ? "cores" : "dies"),
          fmt::format("{} to {}", number_text(kind, *coolest->input), reading_text(kind, hottest->input)),
          fmt::format("{} us", slowest->taken.count()), limits_text(parts.front()))};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i % values_in_line == 0) rows.emplace_back("  ");
    const auto value = fmt::format("{}:{}", number_of(parts[i]), number_text(kind, *parts[i].input));
    rows.back() += fmt::format("{:>10}", value);
  }
  return rows;
}

}  // namespace

std::vector<std::string> sensor_rows(const std::vector<examined_sensor>& sensors, const std::string& directory) {
  std::vector<std::string> rows;
  for (auto first = sensors.begin(); first != sensors.end();) {
    const auto last = std::find_if_not(first, sensors.end(),
                                       [&](const examined_sensor& each) { return belong_together(*first, each); });
    const run together(first, std::max(last, first + 1));
    if (together.size() >= shortest_run) {
      std::ranges::move(shared_rows(together), std::back_inserter(rows));
    } else {
      for (const auto& each : together) rows.push_back(one_row(each, directory));
    }
    first += static_cast<std::ptrdiff_t>(together.size());
  }
  return rows;
}

}  // namespace cputemp::app
