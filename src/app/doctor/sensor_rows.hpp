#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::app {

/// A sensor that was read alone.
struct examined_sensor {
  hwmon::sensor_description description;
  hwmon::sensor_details details;
  hwmon::reading input;
  std::chrono::microseconds taken{};       ///< by a read of the input
  std::vector<std::string> raised;         ///< names of the alarms that are raised
  std::vector<hwmon::trip_point> trips{};  ///< of a thermal zone
  /// What the driver said, if the reading is computed from that.
  std::optional<std::int64_t> computed_from{};
  bool has_alarms = false;  ///< that could be read
};

/// The rows of a device's sensors, at most 100 columns each unless a name is long. A sensor has one row with its
/// limits; cores or dies in a row that answer and have the same limits share one, followed by their values.
/// `directory` is the device's: files that lie elsewhere are named.
std::vector<std::string> sensor_rows(const std::vector<examined_sensor>&, const std::string& directory);

}  // namespace cputemp::app
