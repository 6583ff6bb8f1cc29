#include "fuzz/account.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <optional>

namespace cputemp::fuzz {
namespace {

/// Returns how many bytes the character at the front takes; nothing if there is none.
std::optional<std::size_t> length_of_character(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x80) return 1;
  const auto length = static_cast<std::size_t>(std::countl_one(first));
  if (length < 2 || length > 4 || text.size() < length) return std::nullopt;
  std::uint32_t point = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0U) != 0x80) return std::nullopt;
    point = point << 6U | (byte & 0x3FU);
  }
  constexpr std::array<std::uint32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < least.at(length) || point > 0x10FFFF || is_surrogate) return std::nullopt;
  return length;
}

}  // namespace

std::string cleaned(std::string_view bytes) {
  std::string text;
  while (!bytes.empty()) {
    const auto length = length_of_character(bytes);
    const auto character = bytes.substr(0, length.value_or(1));
    const bool is_control = character.size() == 1 && (character.front() < ' ' || character.front() == '\x7F');
    if (!length) {
      text += "\xEF\xBF\xBD";
    } else if (is_control && character != "\n") {
      text += ' ';
    } else {
      text += character;
    }
    bytes.remove_prefix(character.size());
  }
  return text;
}

void account::quoted(std::string_view what) {
  text_ += " \"";
  for (const char c : what) text_ += c == '\n' ? std::string("\\n") : std::string(1, c);
  text_ += '"';
}

void account::family(std::string_view name, std::string_view type, std::string_view unit, std::string_view help) {
  text_ += "family";
  for (const auto each : {name, type, unit, help}) quoted(each);
  text_ += '\n';
}

void account::series(std::string_view name, const label_list& labels) {
  text_ += " series";
  quoted(name);
  for (const auto& [label, value] : labels) {
    quoted(label);
    quoted(value);
  }
  text_ += '\n';
}

void account::number(std::string_view what, double value) {
  integer(what, std::isnan(value) ? -1 : std::bit_cast<std::int64_t>(value));
}

void account::count(std::string_view what, std::uint64_t value) {
  text_ += "  ";
  text_ += what;
  text_ += ' ';
  text_ += std::to_string(value);
  text_ += '\n';
}

void account::integer(std::string_view what, std::int64_t value) { count(what, static_cast<std::uint64_t>(value)); }

}  // namespace cputemp::fuzz
