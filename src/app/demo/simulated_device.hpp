#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "demo/machine.hpp"

namespace cputemp::app {

using value_function = std::function<std::int64_t(const machine&)>;

/// An alarm that depends on the state of the machine.
struct simulated_alarm {
  std::string name;
  std::function<bool(const machine&)> raised;
};

/// A simulated sensor: its files, the details that are read once, and the value of each read.
struct simulated_sensor {
  hwmon::sensor_description description;
  hwmon::sensor_details details;
  value_function value;  ///< in the unit of its kind
  std::vector<simulated_alarm> alarms = {};
};

/// A row in the table of a chip's sensors. Its files follow from this.
struct chip_sensor {
  hwmon::sensor_kind kind;
  unsigned number;
  std::string label;
  value_function value;
  std::vector<hwmon::limit> limits = {};
  std::vector<simulated_alarm> alarms = {};
};

/// A simulated device.
struct simulated_device {
  /// With all its sensors.
  std::shared_ptr<const hwmon::device_description> description;
  std::vector<simulated_sensor> sensors;
  std::vector<hwmon::trip_point> trips = {};
  bool (*asleep)(const machine&) = nullptr;
};

simulated_sensor make_sensor(const chip_sensor&);

/// Makes a chip that lm-sensors would call by the address, such as `nct6798-isa-0290`.
simulated_device make_chip(std::string chip, const std::string& address, std::vector<simulated_sensor>);
simulated_device make_chip(std::string chip, const std::string& address, const std::vector<chip_sensor>&);

/// Makes a device of any class.
simulated_device make_device(decltype(hwmon::device_description::identity), std::vector<simulated_sensor>,
                             std::string address = {});

}  // namespace cputemp::app
