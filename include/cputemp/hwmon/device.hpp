#pragma once

#include <cputemp/hwmon/cpu_core.hpp>
#include <cputemp/hwmon/cpu_position.hpp>
#include <cputemp/hwmon/sensor_kind.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

// The results of discovery: names of files and directories. Nothing here makes a driver ask its device.

namespace cputemp::hwmon {

/// One file of a sensor: its name (`input`, `max`, `crit_alarm` …) and its path. The name is empty for a bare `pwm1`.
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
  bool is_chosen_cpu = false;  ///< the operator named it as the CPU's

  /// Returns the file with the sensor's reading: `input`, or else `average` of a power sensor; the bare file of a pwm,
  /// `alarm` of an intrusion sensor. Null if there is none: such a sensor has only alarms, like the undervoltage of a
  /// Raspberry Pi, unless all attributes were asked for.
  const attribute* input() const noexcept;
  /// Whether it is read if these kinds are asked for. One that has nothing but alarms always is: it is a single bit of
  /// a chip that may show nothing else, and an undervoltage matters to those who look at temperatures.
  bool is_wanted(const std::set<sensor_kind>& kinds) const;
  bool operator==(const sensor_description&) const = default;
};

/// A hwmon chip.
struct chip_identity {
  std::string chip;  ///< stable across reboots: from the device path, as node_exporter derives it
  /// How the chip is shown: as its driver, until someone renames it. Nothing may depend on it; see
  /// device_description::driver.
  std::string chip_name;
  bool operator==(const chip_identity&) const = default;
};

/// What a thermal zone measures, by its type.
enum class zone_cpu : std::uint8_t {
  none,          ///< not the CPU, or nobody knows
  last_resort,   ///< may be the CPU: firmware does not say
  unless_named,  ///< the CPU, if no other zone or chip is named after it
  part,          ///< one place of the CPU's die
  package        ///< the hardware's own value for a package
};

/// A thermal zone, /sys/class/thermal/thermal_zone<zone>.
struct zone_identity {
  std::string zone;
  std::string type;
  zone_cpu cpu = zone_cpu::none;
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

/// The throttle counts of all cores and packages, /sys/devices/system/cpu/cpu<N>/thermal_throttle
/// (Documentation/admin-guide/thermal/intel_thermal_throttle). Only Intel's CPUs have them.
struct throttle_identity {
  std::vector<cpu_position> positions;  ///< parallel to device_description::sensors
  bool operator==(const throttle_identity&) const = default;
};

/// Where devices come from. The order is that of device_description::identity.
enum class device_class : std::uint8_t { hwmon, thermal_zone, cooling_device, cpu_throttle };

inline constexpr std::size_t device_class_count = 4;

/// A device is read as a whole, one read at a time: a chip, a zone, all cooling devices, or all throttle counts.
struct device_description {
  std::string id;         ///< unique in an inventory; another one after re-plugging (directory, inode, name)
  std::string directory;  ///< resolved
  std::string bus;        ///< blocked by a slow read: an i2c, one-wire or SCSI adapter, otherwise the device itself
  bool slow = false;      ///< each read sends the device a command (nvme, drivetemp, one-wire)
  bool one_wire = false;  ///< 85 degrees may be the sensor's power-on value
  /// The key to what is known of drivers: the kernel's `name` of a chip, cleaned and cut. It is not shown, so a
  /// chip can be renamed. Empty for other classes, and for a chip without a name.
  std::string driver = {};
  /// The name by which lm-sensors would call a simulated chip (`nct6798-isa-0290`). That of others follows from their
  /// directory.
  std::string simulated_address = {};
  std::optional<unsigned> package;  ///< CPU package the device belongs to, if its path says so
  std::variant<chip_identity, zone_identity, cooling_identity, throttle_identity> identity;
  std::vector<sensor_description> sensors;  ///< by kind and in numerical order

  /// Returns the name of the device: its chip, `thermal_zoneN`, `cooling_devices` or `cpu_throttle`.
  std::string name() const;
  /// Returns the kind of device as it is shown: the chip's name or the zone's type; may be empty.
  const std::string& type_name() const noexcept;

  device_class what() const noexcept { return static_cast<device_class>(identity.index()); }
  const chip_identity* chip() const noexcept { return std::get_if<chip_identity>(&identity); }
  const zone_identity* zone() const noexcept { return std::get_if<zone_identity>(&identity); }
  const cooling_identity* cooling() const noexcept { return std::get_if<cooling_identity>(&identity); }
  const throttle_identity* throttle() const noexcept { return std::get_if<throttle_identity>(&identity); }
  bool operator==(const device_description&) const = default;
};

/// A path that discovery could not look into when it looked for devices of this class.
struct problem {
  std::string path;
  boost::system::error_code error;
  device_class sought = device_class::hwmon;
};

/// All devices, sorted by id, and the problems on the way.
struct inventory {
  std::vector<std::shared_ptr<const device_description>> devices;
  std::vector<problem> problems;
  std::vector<cpu_core> cores = {};  ///< sorted by package and core
};

}  // namespace cputemp::hwmon
