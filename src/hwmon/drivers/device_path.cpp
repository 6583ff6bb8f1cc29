#include "drivers/device_path.hpp"

#include "sysfs/kernel_text.hpp"

#include <algorithm>
#include <charconv>

namespace cputemp::hwmon {

namespace {

constexpr std::string_view one_wire_adapter = "w1_bus_master";
constexpr std::string_view i2c_adapter = "i2c-";
constexpr std::string_view scsi_host = "host";

// Calls visit(name, end of its path) for each component, outermost first, until it returns true.
template <class Visit>
void each_component(std::string_view path, std::size_t begin, Visit visit) {
  while (begin < path.size()) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (visit(path.substr(begin, end - begin), end)) return;
    begin = end + 1;
  }
}

}  // namespace

device_bus bus_of(std::string_view device, std::string_view root) {
  device_bus bus{.path = std::string(device)};
  // The outermost adapter is the one whose lock a transfer holds: adapters behind an I2C multiplexer share it. A SCSI
  // host that hangs or recovers holds up all its disks; those of SATA have one host for each port.
  each_component(device, device.starts_with(root) ? root.size() : 0, [&](std::string_view name, std::size_t end) {
    bus.one_wire = number_after(one_wire_adapter, name).has_value();
    if (!bus.one_wire && !number_after(i2c_adapter, name) && !number_after(scsi_host, name)) return false;
    bus.path = device.substr(0, end);
    return true;
  });
  return bus;
}

std::optional<unsigned> coretemp_package(std::string_view device) {
  return number_after("coretemp.", device.substr(device.rfind('/') + 1));
}

std::optional<unsigned> amd_node(std::string_view device) {
  constexpr unsigned first_slot = 0x18;
  constexpr unsigned last_slot = 0x1f;
  const std::size_t dot = device.rfind('.');
  const std::size_t colon = device.rfind(':');
  if (dot == std::string_view::npos || colon == std::string_view::npos || dot != colon + 3) return std::nullopt;
  unsigned slot = 0;
  const char* const end = device.data() + dot;
  const auto [last, error] = std::from_chars(device.data() + colon + 1, end, slot, 16);
  if (error != std::errc{} || last != end || slot < first_slot || slot > last_slot) return std::nullopt;
  return slot - first_slot;
}

}  // namespace cputemp::hwmon
