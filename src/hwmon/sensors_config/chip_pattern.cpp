#include "sensors_config/chip_pattern.hpp"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <string_view>
#include <utility>

namespace cputemp::hwmon {

namespace {

struct bus_name {
  std::string_view name;
  bus_type type;
  bool is_numbered;
};

// In libsensors' order: the first that begins with what is written counts.
constexpr bus_name bus_names[] = {
    {"i2c", bus_type::i2c, true},
    {"isa", bus_type::isa, false},
    {"pci", bus_type::pci, false},
    {"spi", bus_type::spi, true},
    {"virtual", bus_type::virtual_device, false},
    {"acpi", bus_type::acpi, false},
    {"hid", bus_type::hid, true},
    {"mdio", bus_type::mdio, false},
    {"scsi", bus_type::scsi, true},
};

/// The number that the text begins with, as strtoul reads it and libsensors keeps it; takes it from the text. Nothing
/// if it is negative then. Without digits it is 0, and nothing is taken.
template <class Number>
std::optional<Number> take_number(std::string& text, int base) {
  char* end = nullptr;
  const auto number = static_cast<Number>(std::strtoul(text.c_str(), &end, base));
  text.erase(0, static_cast<std::size_t>(end - text.c_str()));
  return number < 0 ? std::nullopt : std::optional(number);
}

/// The same of a text that is a number and nothing else.
template <class Number>
std::optional<Number> number_in(std::string text, int base) {
  if (text.empty()) return std::nullopt;
  const auto number = take_number<Number>(text, base);
  return text.empty() ? number : std::nullopt;
}

template <class Value>
bool fits(const std::optional<Value>& wanted, const Value& value) {
  return !wanted || *wanted == value;
}

}  // namespace

std::optional<chip_pattern> parse_chip_pattern(const std::string& text) {
  chip_pattern pattern;
  const auto prefix = text.substr(0, text.find('-'));
  if (prefix.size() == text.size()) return std::nullopt;
  if (prefix != "*") pattern.prefix = prefix;
  auto rest = text.substr(prefix.size() + 1);
  if (rest == "*") return pattern;
  const auto written = rest.substr(0, rest.find('-'));
  if (written.size() == rest.size()) return std::nullopt;
  const auto* const bus =
      std::ranges::find_if(bus_names, [&](const bus_name& b) { return b.name.starts_with(written); });
  if (bus == std::end(bus_names)) return std::nullopt;
  pattern.bus = bus->type;
  rest.erase(0, written.size() + 1);
  if (bus->is_numbered && rest.starts_with("*-")) {
    rest.erase(0, 2);
  } else if (bus->is_numbered) {
    pattern.number = take_number<short>(rest, 10);
    if (!pattern.number || !rest.starts_with('-')) return std::nullopt;
    rest.erase(0, 1);
  }
  if (rest == "*") return pattern;
  pattern.address = number_in<int>(std::move(rest), 16);
  return pattern.address ? std::optional(std::move(pattern)) : std::nullopt;
}

std::optional<short> parse_bus_id(const std::string& text) {
  constexpr std::string_view i2c = "i2c-";
  return text.starts_with(i2c) ? number_in<short>(text.substr(i2c.size()), 10) : std::nullopt;
}

bool matches(const chip_pattern& pattern, const chip_address& chip) {
  return fits(pattern.prefix, chip.prefix) && fits(pattern.bus, chip.bus) && fits(pattern.address, chip.address) &&
         (pattern.adapter ? *pattern.adapter == chip.adapter : fits(pattern.number, chip.number));
}

}  // namespace cputemp::hwmon
