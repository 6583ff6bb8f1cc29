#include "sensors_config/chip_pattern.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <system_error>
#include <utility>

namespace cputemp::hwmon {

namespace {

struct bus_name {
  std::string_view name;
  bus_type type;
  bool is_numbered;
};

constexpr bus_name bus_names[] = {
    {"isa", bus_type::isa, false},   {"pci", bus_type::pci, false},   {"i2c", bus_type::i2c, true},
    {"spi", bus_type::spi, true},    {"hid", bus_type::hid, true},    {"scsi", bus_type::scsi, true},
    {"acpi", bus_type::acpi, false}, {"mdio", bus_type::mdio, false}, {"virtual", bus_type::virtual_device, false},
};

template <class Number>
std::optional<Number> number_in(std::string_view text, int base) {
  Number number = 0;
  const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && last == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// Takes what stands before the next dash from the text; all of it if there is none.
std::string_view take_part(std::string_view& text) {
  const auto part = text.substr(0, text.find('-'));
  text.remove_prefix(std::min(part.size() + 1, text.size()));
  return part;
}

template <class Value>
bool fits(const std::optional<Value>& wanted, const Value& value) {
  return !wanted || *wanted == value;
}

}  // namespace

std::optional<chip_pattern> parse_chip_pattern(std::string_view text) {
  if (text.find('-') == std::string_view::npos) return std::nullopt;
  chip_pattern pattern;
  const auto prefix = take_part(text);
  if (prefix != "*") pattern.prefix = prefix;
  if (text == "*") return pattern;
  if (text.find('-') == std::string_view::npos) return std::nullopt;
  const auto* const bus = std::ranges::find(bus_names, take_part(text), &bus_name::name);
  if (bus == std::end(bus_names)) return std::nullopt;
  pattern.bus = bus->type;
  if (bus->is_numbered) {
    if (text.find('-') == std::string_view::npos) return std::nullopt;
    const auto number = take_part(text);
    if (number != "*") {
      pattern.number = number_in<unsigned>(number, 10);
      if (!pattern.number) return std::nullopt;
    }
  }
  if (text == "*") return pattern;
  if (text.starts_with("0x")) text.remove_prefix(2);
  pattern.address = number_in<unsigned long>(text, 16);
  return pattern.address ? std::optional(pattern) : std::nullopt;
}

bool matches(const chip_pattern& pattern, const chip_address& chip) {
  return fits(pattern.prefix, chip.prefix) && fits(pattern.bus, chip.bus) && fits(pattern.address, chip.address) &&
         (pattern.adapter ? *pattern.adapter == chip.adapter : fits(pattern.number, chip.number));
}

}  // namespace cputemp::hwmon
