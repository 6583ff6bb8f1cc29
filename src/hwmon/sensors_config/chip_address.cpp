#include "sensors_config/chip_pattern.hpp"

#include "sysfs/integer.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace cputemp::hwmon {

namespace {

namespace fs = std::filesystem;

/// The numbers in a name such as `0000:00:18.3`, if it has as many, separated by `:` and `.` as in the form.
std::optional<std::vector<unsigned>> numbers_in(std::string_view name, std::string_view form, int base) {
  std::vector<unsigned> numbers;
  for (const char expected : form) {
    if (expected == '#') {
      unsigned number = 0;
      const auto [last, error] = std::from_chars(name.data(), name.data() + name.size(), number, base);
      if (error != std::errc()) return std::nullopt;
      numbers.push_back(number);
      name.remove_prefix(static_cast<std::size_t>(last - name.data()));
    } else {
      if (!name.starts_with(expected)) return std::nullopt;
      name.remove_prefix(1);
    }
  }
  return numbers;
}

/// N of `nct6775.656` and `opal:12`; 0 of other names.
unsigned number_after_separator(std::string_view name, std::string_view separators) {
  const auto separator = name.find_first_of(separators);
  if (separator == std::string_view::npos) return 0;
  unsigned number = 0;
  std::from_chars(name.data() + separator + 1, name.data() + name.size(), number);
  return number;
}

bool set_i2c(chip_address& chip, const fs::path& device, const std::string& name) {
  const auto dash = name.find('-');
  const auto bus = numbers_in(name, "#-", 10);
  const auto address = bus ? numbers_in(std::string_view(name).substr(dash + 1), "#", 16) : std::nullopt;
  if (!address) return false;
  chip.bus = bus_type::i2c;
  chip.number = bus->front();
  chip.address = address->front();
  if (auto adapter = read_optional_text((device.parent_path() / "name").string())) chip.adapter = std::move(*adapter);
  if (chip.adapter.starts_with("ISA ")) {
    chip.bus = bus_type::isa;
    chip.number = 0;
  }
  return true;
}

/// Whether a device of this subsystem (empty: unknown) gives the chip its place.
bool set_place(chip_address& chip, const fs::path& device, std::string_view subsystem) {
  const std::string name = device.filename().string();
  const auto may_be = [&](std::string_view wanted) { return subsystem.empty() || subsystem == wanted; };
  if (may_be("i2c") && set_i2c(chip, device, name)) return true;
  if (const auto found = may_be("spi") ? numbers_in(name, "spi#.#", 10) : std::nullopt) {
    chip.bus = bus_type::spi;
    chip.number = (*found)[0];
    chip.address = (*found)[1];
  } else if (const auto pci = may_be("pci") ? numbers_in(name, "#:#:#.#", 16) : std::nullopt) {
    chip.bus = bus_type::pci;
    chip.address = ((*pci)[0] << 16U) + ((*pci)[1] << 8U) + ((*pci)[2] << 3U) + (*pci)[3];
  } else if (may_be("platform") || subsystem == "of_platform") {
    chip.bus = bus_type::isa;
    chip.address = number_after_separator(name, ".:");
  } else if (subsystem == "acpi") {
    chip.bus = bus_type::acpi;
  } else if (const auto hid = subsystem == "hid" ? numbers_in(name, "#:#:#.#", 16) : std::nullopt) {
    chip.bus = bus_type::hid;
    chip.number = (*hid)[0];
    chip.address = (*hid)[3];
  } else if (subsystem == "mdio_bus") {
    chip.bus = bus_type::mdio;
    chip.address = number_after_separator(name, ":");
  } else if (const auto scsi = subsystem == "scsi" ? numbers_in(name, "#:#:#:#", 10) : std::nullopt) {
    chip.bus = bus_type::scsi;
    chip.number = (*scsi)[0];
    chip.address = ((*scsi)[1] << 8U) + ((*scsi)[2] << 4U) + (*scsi)[3];
  } else {
    return false;
  }
  return true;
}

}  // namespace

std::optional<chip_address> address_of(const device_description& chip) {
  const auto name = read_optional_text(chip.directory + "/name");
  chip_address found{.prefix = name && !name->empty() ? *name : chip.driver};
  if (found.prefix.empty()) return std::nullopt;
  // A device that is a class's, such as nvme0, hands on to the one behind it; there are never more than a few.
  std::error_code error;
  fs::path device = fs::canonical(chip.directory + "/device", error);
  for (int hops = 0; !error && hops < 8; ++hops) {
    std::error_code no_link;
    const auto subsystem = fs::read_symlink(device / "subsystem", no_link).filename().string();
    if (set_place(found, device, subsystem)) break;
    device = fs::canonical(device / "device", error);
  }
  return found;
}

}  // namespace cputemp::hwmon
