#pragma once

#include <cputemp/hwmon/device.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace cputemp::hwmon {

/// Where libsensors sees a chip.
enum class bus_type : std::uint8_t { isa, pci, i2c, spi, virtual_device, acpi, hid, mdio, scsi };

/// A chip's name as `sensors` prints it: `nct6775-isa-0290`, `jc42-i2c-0-18`.
struct chip_address {
  std::string prefix;  ///< the content of the chip's `name` file
  bus_type bus = bus_type::virtual_device;
  short number = 0;  ///< of the bus, of those types that have several
  int address = 0;
  std::string adapter = {};  ///< the name of the i2c bus
};

/// Derives it from the chip's place in sysfs, as libsensors does; nothing for a chip without a name.
std::optional<chip_address> address_of(const device_description& chip);

/// A name of a `chip` statement; what is empty stands for anything.
struct chip_pattern {
  std::optional<std::string> prefix;
  std::optional<bus_type> bus;
  std::optional<short> number;
  std::optional<int> address;
  std::optional<std::string> adapter;  ///< that the `bus` statement of `number` names
  bool operator==(const chip_pattern&) const = default;
};

/// Takes and refuses what sensors_parse_chip_name() of libsensors does, with its oddities: a bus may be abbreviated,
/// and numbers are what strtoul makes of them. Nothing if the text is not such a name.
std::optional<chip_pattern> parse_chip_pattern(const std::string& text);

/// The number of a bus as a `bus` statement names it: 1 of `i2c-1`. Takes what sensors_parse_bus_id() does.
std::optional<short> parse_bus_id(const std::string& text);

bool matches(const chip_pattern&, const chip_address&);

}  // namespace cputemp::hwmon
