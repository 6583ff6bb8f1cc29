#pragma once

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/system/result.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace cputemp::hwmon {

// ---- What discovery finds: names of files and directories. Nothing here makes a driver ask its device. ----

/// What a sensor measures, and in which unit the kernel says it (Documentation/hwmon/sysfs-interface).
enum class sensor_kind : std::uint8_t {
  temp,       ///< millidegrees Celsius; also the one sensor of a thermal zone
  fan,        ///< revolutions per minute
  in,         ///< millivolts
  curr,       ///< milliamperes
  power,      ///< microwatts
  energy,     ///< microjoules
  humidity,   ///< milli-percent of relative humidity
  freq,       ///< hertz
  pwm,        ///< duty cycle, 0 to 255
  intrusion,  ///< 1 after the chassis was opened
  // What node_exporter takes for sensors beside these; found only where all attributes are asked for.
  cpu,              ///< millivolts of the core, in drivers of old
  vrm,              ///< version of the voltage regulator module, times 10
  beep_enable,      ///< 1 where the chip may beep
  update_interval,  ///< milliseconds
  // Of devices that are no chips.
  cooling_state,   ///< of a cooling device: 0 is no cooling; some drivers say -1 while inactive
  throttle_count,  ///< times that a core or package was throttled, since it was started
  throttle_time,   ///< milliseconds for which it was
};

/// The kinds of chips' sensors as the kernel names their files, in the order of sensor_kind.
inline constexpr std::array<std::string_view, 14> sensor_kind_names = {
    "temp", "fan", "in",        "curr", "power", "energy",      "humidity",
    "freq", "pwm", "intrusion", "cpu",  "vrm",   "beep_enable", "update_interval"};

/// The first of sensor_kind_names, which operators can choose from.
inline constexpr std::size_t selectable_kinds = 10;

/// One file of a sensor: `input`, `max`, `crit_alarm` … and where it is. The name is empty for a bare `pwm1`.
struct attribute {
  std::string name;
  std::string path;
  bool operator==(const attribute&) const = default;
};

/// The sensor `tempN`, `fanN` … of a chip, the one sensor `temp` of a thermal zone (with the files of its trip points),
/// one of the cooling devices, or one count of throttling: `package0`, `package0_core3`.
struct sensor_description {
  std::string sensor;
  std::vector<attribute> attributes;  ///< sorted by name
  sensor_kind kind = sensor_kind::temp;

  /// The file with the sensor's reading: `input`, or else `average` of a power sensor; the bare file of a pwm,
  /// `alarm` of an intrusion sensor. Null where there is none, which is so only where all attributes were asked for.
  const attribute* input() const noexcept;
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

/// All cooling devices, /sys/class/thermal/cooling_device<number>: a host has hundreds, one for each processor.
struct cooling_identity {
  struct device {
    std::string number;
    std::string type;
    bool operator==(const device&) const = default;
  };
  std::vector<device> devices;  ///< parallel to device_description::sensors
  bool operator==(const cooling_identity&) const = default;
};

/// The part of a CPU that a sensor measures; the values of the label `kind`.
enum class cpu_part : std::uint8_t { package, die, core };

struct cpu_position {
  cpu_part part;
  std::optional<unsigned> package;
  std::optional<unsigned> core;
  bool operator==(const cpu_position&) const = default;
};

/// The throttle counts of all cores and packages, /sys/devices/system/cpu/cpu<N>/thermal_throttle
/// (Documentation/admin-guide/thermal/intel_thermal_throttle). Intel's CPUs alone have them.
struct throttle_identity {
  std::vector<cpu_position> positions;  ///< parallel to device_description::sensors
  bool operator==(const throttle_identity&) const = default;
};

/// Where devices come from. The order is that of device_description::identity.
enum class device_class : std::uint8_t { hwmon, thermal_zone, cooling_device, cpu_throttle };

inline constexpr std::size_t device_class_count = 4;

/// What is read as a whole, one read at a time: a chip, a zone, all cooling devices, or all throttle counts.
struct device_description {
  std::string id;         ///< unique in an inventory; another one after re-plugging (directory, inode, name)
  std::string directory;  ///< resolved
  std::string bus;        ///< what a slow read holds up: an i2c or one-wire adapter, elsewhere the device itself
  bool slow = false;      ///< each read sends the device a command (nvme, drivetemp, one-wire)
  bool one_wire = false;  ///< 85 degrees may be the sensor's power-on value
  std::optional<unsigned> package;  ///< CPU package the device belongs to, as far as its path tells
  std::variant<chip_identity, zone_identity, cooling_identity, throttle_identity> identity;
  std::vector<sensor_description> sensors;  ///< by kind and in numerical order

  /// What the device is called: its chip, `thermal_zoneN`, `cooling_devices` or `cpu_throttle`.
  std::string name() const;
  /// What kind of device it is: the chip's name or the zone's type; may be empty.
  const std::string& type_name() const noexcept;

  device_class what() const noexcept { return static_cast<device_class>(identity.index()); }
  const chip_identity* chip() const noexcept { return std::get_if<chip_identity>(&identity); }
  const zone_identity* zone() const noexcept { return std::get_if<zone_identity>(&identity); }
  const cooling_identity* cooling() const noexcept { return std::get_if<cooling_identity>(&identity); }
  const throttle_identity* throttle() const noexcept { return std::get_if<throttle_identity>(&identity); }
  bool operator==(const device_description&) const = default;
};

/// Something that discovery could not look into, when it looked for devices of this class.
struct problem {
  std::string path;
  boost::system::error_code error;
  device_class sought = device_class::hwmon;
};

/// All devices, sorted by id, and what stood in the way.
struct inventory {
  std::vector<std::shared_ptr<const device_description>> devices;
  std::vector<problem> problems;
};

// ---- What reading finds. ----

struct limit {
  std::string name;    ///< `max`, `crit`, `crit_hyst` …; `max` of a cooling device is its highest state
  std::int64_t value;  ///< in the unit of the sensor's kind
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

/// A value as the kernel gave it, in the unit of the sensor's kind, or why there is none.
using reading = boost::system::result<std::int64_t>;

/// A number in a file of a sensor other than its input, as it stands there.
struct attribute_value {
  std::string name;  ///< of the attribute
  std::int64_t value;
  bool operator==(const attribute_value&) const = default;
};

/// A temperature at which the kernel, or the firmware, does something about a zone's heat.
struct trip_point {
  std::string number;  ///< N of trip_point_N_temp
  std::string type;    ///< `active`, `passive`, `hot`, `critical`
  std::int64_t millidegrees;
  bool operator==(const trip_point&) const = default;
};

/// All that node_exporter would show of a chip's files beside the readings.
struct raw_attributes {
  /// Parallel to device_description::sensors; by the attributes' names, those that could be read alone.
  std::vector<std::vector<attribute_value>> values;
  /// The label as it stands in the file, at most 128 bytes, without newlines around it and with one U+FFFD for a run of
  /// bytes that are no UTF-8; empty where there is no such file.
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
  /// The device is runtime-suspended; a read would wake it, so each input is ENODATA without one.
  bool asleep = false;
  /// The same object until one changes; null but for thermal zones.
  std::shared_ptr<const std::vector<trip_point>> trips = nullptr;
  /// The same object until one changes; null but for chips, and unless all attributes are asked for. Of a device that
  /// sleeps, labels and limits alone.
  std::shared_ptr<const raw_attributes> attributes = nullptr;
};

/// Which files a read covers beside inputs and faults. Trip points and raw attributes are read with the alarms.
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
