#pragma once

#include <cputemp/hwmon/device.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cputemp::hwmon {

/// Where libsensors sees a chip.
enum class bus_type : std::uint8_t { isa, pci, i2c, spi, virtual_device, acpi, hid, mdio, scsi };

/// A chip's name as `sensors` prints it: `nct6775-isa-0290`, `jc42-i2c-0-18`.
struct chip_address {
  std::string prefix;  ///< the content of the chip's `name` file
  bus_type bus = bus_type::virtual_device;
  unsigned number = 0;  ///< of the bus, of those types that have several
  unsigned long address = 0;
  std::string adapter = {};  ///< the name of the i2c bus
};

/// Derives it from the chip's place in sysfs, as libsensors does; nothing for a chip without a name.
std::optional<chip_address> address_of(const device_description& chip);

/// A name of a `chip` statement; what is empty stands for anything.
struct chip_pattern {
  std::optional<std::string> prefix;
  std::optional<bus_type> bus;
  std::optional<unsigned> number;
  std::optional<unsigned long> address;
  std::optional<std::string> adapter;  ///< that the `bus` statement of `number` names
};

/// Nothing if the text is not such a name.
std::optional<chip_pattern> parse_chip_pattern(std::string_view text);

bool matches(const chip_pattern&, const chip_address&);

}  // namespace cputemp::hwmon
