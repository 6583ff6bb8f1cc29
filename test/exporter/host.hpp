#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace cputemp::exporter::test {

/// One sensor of a made-up device, with what a read gave.
struct sensor {
  std::string name;
  hwmon::sensor_details details;
  hwmon::reading input;
  std::vector<hwmon::alarm> alarms = {};
};

using identity = decltype(hwmon::device_description::identity);

/// A device that was read in 2 ms and answers.
inline std::shared_ptr<sampling::device_state> device(identity who, const std::vector<sensor>& sensors) {
  auto description = std::make_shared<hwmon::device_description>();
  auto details = std::make_shared<std::vector<hwmon::sensor_details>>();
  auto alarms = std::make_shared<std::vector<std::vector<hwmon::alarm>>>();
  auto state = std::make_shared<sampling::device_state>();
  description->identity = std::move(who);
  for (const auto& s : sensors) {
    description->sensors.push_back({s.name, {}});
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

}  // namespace cputemp::exporter::test
