#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "demo/machine.hpp"

namespace cputemp::app::demo {

using value_function = std::function<std::int64_t(const machine&)>;

/// An alarm is raised while the machine is in some state.
struct alarm {
  std::string name;
  std::function<bool(const machine&)> raised;
};

/// A simulated sensor: what discovery tells of it, what is read of it once, and what each time.
struct sensor {
  hwmon::sensor_description description;
  hwmon::sensor_details details;
  value_function value;  ///< in the unit of its kind
  std::vector<alarm> alarms = {};
};

/// What is told of a chip's sensor. The files that it would have follow from this.
struct chip_sensor {
  hwmon::sensor_kind kind;
  unsigned number;
  std::string label;
  value_function value;
  std::vector<hwmon::limit> limits = {};
  std::vector<alarm> alarms = {};
};

/// A simulated device.
struct device {
  /// With all its sensors.
  std::shared_ptr<const hwmon::device_description> description;
  std::vector<sensor> sensors;
  std::vector<hwmon::trip_point> trips = {};
  bool (*asleep)(const machine&) = nullptr;
};

sensor make_sensor(const chip_sensor&);

device make_chip(std::string chip, std::string chip_name, const std::vector<chip_sensor>&);

/// Of another class than hwmon.
device make_device(decltype(hwmon::device_description::identity), std::vector<sensor>);

}  // namespace cputemp::app::demo
