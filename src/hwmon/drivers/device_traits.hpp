#pragma once

#include <cputemp/hwmon/device.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cputemp::hwmon {

/// The name under which a chip's driver stands in tables; empty for thermal zones.
std::string_view driver_of(const device_description&) noexcept;

/// What the driver and the place of a device say about how it is read.
struct device_traits {
  std::string bus;
  bool slow = false;
  bool one_wire = false;
  bool operator==(const device_traits&) const = default;
};

/// `device` is resolved and below `root`; only names below the root count.
device_traits traits_of(std::string_view driver, std::string_view device, std::string_view root);

/// N of `coretemp.N`, a platform device for each CPU package.
std::optional<unsigned> coretemp_package(std::string_view device);

/// N of the PCI device 0000:00:(18+N).F in which AMD's CPUs show node N; the slot is hexadecimal.
std::optional<unsigned> amd_node(std::string_view device);

}  // namespace cputemp::hwmon
