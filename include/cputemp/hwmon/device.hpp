#pragma once

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/system/result.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cputemp::hwmon {

// ---- What discovery finds: names of files and directories. Nothing here makes a driver ask its device. ----

/// One file of a sensor: `input`, `max`, `crit_alarm` … and where it is.
struct attribute {
  std::string name;
  std::string path;
  bool operator==(const attribute&) const = default;
};

/// The temperature sensor `tempN` of a chip, or the one sensor `temp` of a thermal zone.
struct sensor_description {
  std::string sensor;
  std::vector<attribute> attributes;  ///< sorted by name; has `input`

  /// Where the sensor's reading is.
  const std::string& input_path() const noexcept;
  bool operator==(const sensor_description&) const = default;
};

/// A hwmon chip. `chip` is stable across reboots: from the device path, as node_exporter derives it.
struct chip_identity {
  std::string chip;
  std::string chip_name;  ///< the cleaned `name` file; empty where there is none
  bool operator==(const chip_identity&) const = default;
};

/// A thermal zone, /sys/class/thermal/thermal_zone<zone>.
struct zone_identity {
  std::string zone;
  std::string type;
  bool cpu = false;  ///< the type names the CPU or the SoC it is part of
  bool operator==(const zone_identity&) const = default;
};

/// What is read as a whole, one read at a time: a chip or a zone.
struct device_description {
  std::string id;         ///< unique in an inventory; another one after re-plugging (directory, inode, name)
  std::string directory;  ///< resolved
  std::string bus;        ///< what a slow read holds up: an i2c or one-wire adapter, elsewhere the device itself
  bool slow = false;      ///< each read sends the device a command (nvme, drivetemp, one-wire)
  bool one_wire = false;  ///< 85 degrees may be the sensor's power-on value
  std::optional<unsigned> package;  ///< CPU package the device belongs to, as far as its path tells
  std::variant<chip_identity, zone_identity> identity;
  std::vector<sensor_description> sensors;  ///< in numerical order

  /// What the device is called: its chip, or `thermal_zoneN` for a zone.
  std::string name() const;
  /// What kind of device it is: the chip's name or the zone's type; may be empty.
  const std::string& type_name() const noexcept;

  const chip_identity* chip() const noexcept { return std::get_if<chip_identity>(&identity); }
  const zone_identity* zone() const noexcept { return std::get_if<zone_identity>(&identity); }
  bool operator==(const device_description&) const = default;
};

/// Something that discovery could not look into.
struct problem {
  std::string path;
  boost::system::error_code error;
};

/// All devices, sorted by id, and what stood in the way.
struct inventory {
  std::vector<std::shared_ptr<const device_description>> devices;
  std::vector<problem> problems;
};

// ---- What reading finds. ----

/// The part of a CPU that a sensor measures; the values of the label `kind`.
enum class cpu_part : std::uint8_t { package, die, core };

struct cpu_position {
  cpu_part part;
  std::optional<unsigned> package;
  std::optional<unsigned> core;
  bool operator==(const cpu_position&) const = default;
};

struct limit {
  std::string name;  ///< `max`, `crit`, `crit_hyst` …
  std::int64_t millidegrees;
  bool operator==(const limit&) const = default;
};

/// What is read once for each sensor.
struct sensor_details {
  std::string label;  ///< valid UTF-8 without control characters, at most 128 bytes; empty where the driver has none
  std::optional<cpu_position> cpu;  ///< for sensors of a CPU
  std::vector<limit> limits;        ///< plausible ones only
  bool operator==(const sensor_details&) const = default;
};

/// An alarm or fault bit. `name`: `max`, `crit`, `fault` …, `alarm` for the bare tempN_alarm.
struct alarm {
  std::string name;
  bool raised;
  bool operator==(const alarm&) const = default;
};

/// Millidegrees Celsius as the kernel gave them, or why there are none.
using reading = boost::system::result<std::int64_t>;

/// One read of a device; the vectors run parallel to device_description::sensors.
struct readout {
  /// The same object in every readout until a limit that had failed could be read.
  std::shared_ptr<const std::vector<sensor_details>> details;
  std::vector<reading> inputs;
  /// The newest alarms; the same object until they are read again.
  std::shared_ptr<const std::vector<std::vector<alarm>>> alarms;
  /// The device is runtime-suspended; a read would wake it, so each input is ENODATA without one.
  bool asleep = false;
};

/// Which files a read covers beside inputs and faults.
enum class read_scope : std::uint8_t { inputs, inputs_and_alarms };

/// Reads one device. Each call may block for as long as the driver does; calls never overlap. All calls and the
/// destructor belong to one thread, whose private descriptor table may hold the files; construction may be elsewhere.
class device_reader {
 public:
  virtual ~device_reader() = default;
  /// The first call also opens the files and reads labels and limits.
  virtual readout read(read_scope) = 0;
};

/// Where devices come from. Both functions may be called from any thread, also at the same time.
class sensor_source {
 public:
  virtual ~sensor_source() = default;
  /// Lists the devices. May block on the file system, but asks no device.
  virtual inventory discover() const = 0;
  /// Never null; opens nothing yet.
  virtual std::unique_ptr<device_reader> reader(std::shared_ptr<const device_description>) const = 0;
};

}  // namespace cputemp::hwmon
