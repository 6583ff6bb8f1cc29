#pragma once

#include <boost/system/error_code.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// What discovery finds: names of files and directories. Nothing here makes a driver ask its device.

namespace cputemp::hwmon {

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

}  // namespace cputemp::hwmon
