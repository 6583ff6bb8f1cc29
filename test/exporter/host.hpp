#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <algorithm>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cputemp::exporter::test {

/// One sensor of a made-up device, with the result of a read.
struct sensor {
  std::string name;
  hwmon::sensor_details details;
  hwmon::reading input;
  std::vector<hwmon::alarm> alarms = {};
  hwmon::sensor_kind kind = hwmon::sensor_kind::temp;
};

using identity = decltype(hwmon::device_description::identity);
using device_pointer = std::shared_ptr<sampling::device_state>;

/// The name of the file with a sensor's reading.
inline std::string file_of(hwmon::sensor_kind kind) {
  if (kind == hwmon::sensor_kind::pwm) return "";
  return kind == hwmon::sensor_kind::intrusion ? "alarm" : "input";
}

/// A device that was read in 2 ms and answers.
inline device_pointer device(identity who, const std::vector<sensor>& sensors) {
  auto description = std::make_shared<hwmon::device_description>();
  auto details = std::make_shared<std::vector<hwmon::sensor_details>>();
  auto alarms = std::make_shared<std::vector<std::vector<hwmon::alarm>>>();
  auto state = std::make_shared<sampling::device_state>();
  description->identity = std::move(who);
  for (const auto& s : sensors) {
    description->sensors.push_back({s.name, {{file_of(s.kind), s.name}}, s.kind});
    details->push_back(s.details);
    alarms->push_back(s.alarms);
    state->inputs.push_back(s.input);
  }
  state->description = std::move(description);
  state->details = std::move(details);
  state->alarms = std::move(alarms);
  state->read_duration = std::chrono::milliseconds(2);
  state->up = true;
  return state;
}

inline const hwmon::reading failed = boost::system::error_code(5, boost::system::generic_category());

/// Returns the lines of a text that begin in this way.
inline std::string lines_with(const std::string& text, std::string_view start) {
  std::string found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with(start)) found += line + '\n';
  return found;
}

/// Returns the lines about the families whose names begin in one of these ways, those of their types included.
inline std::string families_with(const std::string& text, const std::vector<std::string_view>& starts) {
  constexpr std::string_view type = "# TYPE ";
  std::string found;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto name = std::string_view(line).substr(line.starts_with(type) ? type.size() : 0);
    if (std::ranges::any_of(starts, [&](std::string_view start) { return name.starts_with(start); }))
      found += line + '\n';
  }
  return found;
}

inline std::shared_ptr<sampling::snapshot> snapshot_of(const std::vector<device_pointer>& devices) {
  auto snapshot = std::make_shared<sampling::snapshot>();
  snapshot->devices.assign(devices.begin(), devices.end());
  snapshot->headline = sampling::hottest_cpu_package(sampling::cpu_packages(*snapshot));
  return snapshot;
}

/// Returns the text of only the sensors, without HELP and without the error counters that are 0.
inline std::string exposed(const std::shared_ptr<const sampling::snapshot>& snapshot, exposition_settings settings = {},
                           collector_set collectors = all_but_process) {
  settings.own_families = false;
  exposition e(std::move(settings), {}, nullptr);
  std::istringstream lines(*e.make(snapshot, {collectors}));
  std::string text;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("# HELP") && !(line.starts_with("hwmon_read_errors_total{") && line.ends_with(" 0")))
      text += line + '\n';
  return text;
}

}  // namespace cputemp::exporter::test
