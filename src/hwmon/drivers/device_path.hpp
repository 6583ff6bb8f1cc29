#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cputemp::hwmon {

// What the path of a device says of it. Paths are resolved.

/// The adapter or device that a slow read of the device blocks.
struct device_bus {
  std::string path;
  bool one_wire = false;
  bool operator==(const device_bus&) const = default;
};

/// Returns the bus of a device below `root`: an i2c, one-wire or SCSI host adapter, or the device itself. Only
/// names below the root count.
device_bus bus_of(std::string_view device, std::string_view root);

/// N of `coretemp.N`, a platform device for each CPU package.
std::optional<unsigned> coretemp_package(std::string_view device);

/// N of the PCI device 0000:00:(18+N).F in which AMD's CPUs show node N; the slot is hexadecimal.
std::optional<unsigned> amd_node(std::string_view device);

}  // namespace cputemp::hwmon
