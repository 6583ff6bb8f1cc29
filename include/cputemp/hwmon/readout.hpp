#pragma once

#include <cputemp/hwmon/cpu_position.hpp>
#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/system/result.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The results of reading a device.

namespace cputemp::hwmon {

/// The kernel's unit of temperature in degrees.
constexpr double celsius(std::int64_t millidegrees) noexcept { return static_cast<double>(millidegrees) / 1000.0; }

struct limit {
  std::string name;    ///< `max`, `crit`, `crit_hyst` …; `max` of a cooling device is its highest state
  std::int64_t value;  ///< in the unit of the sensor's kind
  bool operator==(const limit&) const = default;
};

/// Read once for each sensor.
struct sensor_details {
  std::string label;  ///< valid UTF-8 without control characters, at most 128 bytes; empty if the driver has none
  std::optional<cpu_position> cpu;  ///< of sensors of a CPU
  std::vector<limit> limits;        ///< plausible ones only
  bool operator==(const sensor_details&) const = default;
};

/// Returns the value of a limit; nothing if the sensor has no such limit or it could not be read.
std::optional<std::int64_t> limit_named(const sensor_details&, std::string_view name) noexcept;

/// An alarm or fault bit. `name`: `max`, `crit`, `fault` …, `alarm` for the bare tempN_alarm.
struct alarm {
  std::string name;
  bool raised;
  bool operator==(const alarm&) const = default;
};

/// A value as the kernel wrote it, or as it was computed from that, in the unit of the sensor's kind, or why there is
/// none.
using reading = boost::system::result<std::int64_t>;

/// The number in one of a sensor's files other than its input, unchanged.
struct attribute_value {
  std::string name;  ///< of the attribute
  std::int64_t value;
  bool operator==(const attribute_value&) const = default;
};

/// A temperature at which the kernel, or the firmware, acts on a zone's heat.
struct trip_point {
  std::string number;  ///< N of trip_point_N_temp
  std::string type;    ///< `active`, `passive`, `hot`, `critical`
  std::int64_t millidegrees;
  bool operator==(const trip_point&) const = default;
};

/// All that node_exporter would show of a chip's files in addition to the readings.
struct raw_attributes {
  /// Parallel to device_description::sensors; by the attributes' names, only those that could be read.
  std::vector<std::vector<attribute_value>> values;
  /// The text of the label file, at most 128 bytes, without newlines at its ends and with one U+FFFD for a run of bytes
  /// that are not UTF-8; empty if there is no such file.
  std::vector<std::optional<std::string>> labels;
  bool operator==(const raw_attributes&) const = default;
};

/// One read of a device; the vectors run parallel to device_description::sensors.
struct readout {
  /// The same object in every readout until a limit that had failed could be read.
  std::shared_ptr<const std::vector<sensor_details>> details;
  /// sensor_errc::not_measured for a sensor without input().
  std::vector<reading> inputs;
  /// The newest alarms; the same object until one changes.
  std::shared_ptr<const std::vector<std::vector<alarm>>> alarms;
  /// The device is runtime-suspended. A read would wake it, so each input is ENODATA and nothing was read.
  bool asleep = false;
  /// The same object until one changes; null except for thermal zones.
  std::shared_ptr<const std::vector<trip_point>> trips = nullptr;
  /// The same object until one changes; null except for chips, and unless all attributes are asked for. Of a device
  /// that sleeps, only labels and limits.
  std::shared_ptr<const raw_attributes> attributes = nullptr;
  /// As the driver gave them, if the operator's configuration computes some; otherwise empty.
  std::vector<reading> raw_inputs = {};
};

/// Which files a read covers in addition to inputs and faults. Trip points and raw attributes are read with the alarms.
enum class read_scope : std::uint8_t { inputs, inputs_and_alarms };

}  // namespace cputemp::hwmon
