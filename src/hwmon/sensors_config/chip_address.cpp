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

/// Takes a number from the beginning of the text.
std::optional<int> take_number(std::string_view& text, int base) {
  int number = 0;
  const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(last - text.data()));
  return number;
}

/// The numbers that a name such as `0000:00:18.3` begins with, if it has the form: `d` stands for a decimal number, `x`
/// for a hexadecimal one, all else for itself.
std::optional<std::vector<int>> numbers_in(std::string_view name, std::string_view form) {
  std::vector<int> numbers;
  for (const char expected : form) {
    if (expected == 'd' || expected == 'x') {
      const auto number = take_number(name, expected == 'd' ? 10 : 16);
      if (!number) return std::nullopt;
      numbers.push_back(*number);
    } else {
      if (!name.starts_with(expected)) return std::nullopt;
      name.remove_prefix(1);
    }
  }
  return numbers;
}

bool is_platform_char(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool is_no_colon(char c) noexcept { return c != ':'; }

/// N of `nct6775.656` and `opal:12`: what follows some characters of a kind and a separator. 0 of other names.
int address_after(bool (*is_before)(char) noexcept, std::string_view separators, std::string_view name) {
  const auto before = static_cast<std::size_t>(std::ranges::find_if_not(name, is_before) - name.begin());
  if (before == 0 || before == name.size() || separators.find(name[before]) == std::string_view::npos) return 0;
  name.remove_prefix(before + 1);
  return take_number(name, 10).value_or(0);
}

/// As libsensors puts numbers together, whose addresses have 32 bits.
int joined(int high, int shift, int low) noexcept {
  return static_cast<int>((static_cast<unsigned>(high) << static_cast<unsigned>(shift)) + static_cast<unsigned>(low));
}

bool set_i2c(chip_address& chip, const fs::path& device, const std::string& name) {
  const auto numbers = numbers_in(name, "d-x");
  if (!numbers) return false;
  chip.bus = bus_type::i2c;
  chip.number = static_cast<short>((*numbers)[0]);
  chip.address = (*numbers)[1];
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
  if (const auto found = may_be("spi") ? numbers_in(name, "spid.d") : std::nullopt) {
    chip.bus = bus_type::spi;
    chip.number = static_cast<short>((*found)[0]);
    chip.address = (*found)[1];
  } else if (const auto pci = may_be("pci") ? numbers_in(name, "x:x:x.x") : std::nullopt) {
    chip.bus = bus_type::pci;
    chip.address = joined((*pci)[0], 16, joined((*pci)[1], 8, joined((*pci)[2], 3, (*pci)[3])));
  } else if (may_be("platform") || subsystem == "of_platform") {
    chip.bus = bus_type::isa;
    chip.address = address_after(is_platform_char, ".:", name);
  } else if (subsystem == "acpi") {
    chip.bus = bus_type::acpi;
  } else if (const auto hid = subsystem == "hid" ? numbers_in(name, "x:x:x.x") : std::nullopt) {
    chip.bus = bus_type::hid;
    chip.number = static_cast<short>((*hid)[0]);
    chip.address = (*hid)[3];
  } else if (subsystem == "mdio_bus") {
    chip.bus = bus_type::mdio;
    chip.address = address_after(is_no_colon, ":", name);
  } else if (const auto scsi = subsystem == "scsi" ? numbers_in(name, "d:d:d:x") : std::nullopt) {
    chip.bus = bus_type::scsi;
    chip.number = static_cast<short>((*scsi)[0]);
    chip.address = joined((*scsi)[1], 8, joined((*scsi)[2], 4, (*scsi)[3]));
  } else {
    return false;
  }
  return true;
}

std::optional<chip_address> simulated(const std::string& name) {
  const auto address = parse_chip_pattern(name);
  if (!address || !address->prefix || !address->bus || !address->address) return std::nullopt;
  return chip_address{*address->prefix, *address->bus, address->number.value_or(0), *address->address};
}

}  // namespace

std::optional<chip_address> address_of(const device_description& chip) {
  if (!chip.simulated_address.empty()) return simulated(chip.simulated_address);
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
