#include "sysfs/kernel_text.hpp"

#include <cputemp/hwmon/clean_name.hpp>

#include "sysfs/integer.hpp"
#include "sysfs/rune.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace cputemp::hwmon {

namespace {

constexpr std::string_view white_space = " \t\n\v\f\r";
constexpr std::string_view replacement = "\uFFFD";

char clean_rune(char32_t code) noexcept {
  // The only two runes outside ASCII with a lower case in ASCII: KELVIN SIGN and LATIN CAPITAL LETTER I WITH DOT ABOVE.
  if (code == 0x212A) return 'k';
  if (code == 0x130) return 'i';
  if (code >= 'A' && code <= 'Z') return static_cast<char>(code - 'A' + 'a');
  const bool kept = (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code == ':' || code == '_';
  return kept ? static_cast<char>(code) : '_';
}

// C0, DEL and C1; the last because U+009B starts an escape sequence for some terminals.
bool is_control(char32_t code) noexcept { return code < 0x20 || (code >= 0x7F && code < 0xA0); }

std::string_view trim_any(std::string_view text, std::string_view unwanted) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(unwanted), text.size()));
  return text.substr(0, text.find_last_not_of(unwanted) + 1);
}

}  // namespace

std::string_view trim(std::string_view text) noexcept { return trim_any(text, white_space); }

std::string clean_name(std::string_view text) {
  std::string cleaned;
  cleaned.reserve(text.size());
  while (!text.empty()) {
    const rune next = first_rune(text);
    cleaned += clean_rune(next.code);
    text.remove_prefix(next.size);
  }
  return std::string(trim_any(cleaned, "_"));
}

// A cleaned name is ASCII: any byte is the border of a character.
std::string clean_driver_name(std::string_view text) {
  return std::string(trim_any(clean_name(text).substr(0, longest_label), "_"));
}

std::string clean_label(std::string_view text) {
  std::string cleaned;
  bool after_wrong_byte = false;
  while (!text.empty()) {
    const rune next = first_rune(text);
    if (!next.valid) {
      if (!after_wrong_byte) cleaned += replacement;
    } else if (is_control(next.code)) {
      cleaned += ' ';
    } else {
      cleaned += text.substr(0, next.size);
    }
    after_wrong_byte = !next.valid;
    text.remove_prefix(next.size);
  }
  std::string_view label = trim(cleaned);
  if (label.size() > longest_label) {
    std::size_t end = longest_label;
    while ((static_cast<unsigned char>(label[end]) & 0xC0) == 0x80) --end;
    label = trim(label.substr(0, end));
  }
  return std::string(label);
}

std::string visible(std::string_view text) {
  constexpr std::string_view meanings = "\a\b\t\n\v\f\r";
  constexpr std::string_view letters = "abtnvfr";
  std::string shown;
  while (!text.empty()) {
    const rune next = first_rune(text);
    const auto bytes = text.substr(0, next.size);
    text.remove_prefix(next.size);
    if (next.valid && !is_control(next.code)) {
      shown += bytes;
      continue;
    }
    const auto place = meanings.find(bytes);
    if (place != std::string_view::npos) {
      shown += {'\\', letters[place]};
      continue;
    }
    for (const char byte : bytes) shown += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  }
  return shown;
}

std::string raw_label(std::string_view text) {
  text = trim_any(text.substr(0, longest_label), "\n");
  std::string label;
  bool after_wrong_byte = false;
  while (!text.empty()) {
    const rune next = first_rune(text);
    if (next.valid)
      label += text.substr(0, next.size);
    else if (!after_wrong_byte)
      label += replacement;
    after_wrong_byte = !next.valid;
    text.remove_prefix(next.size);
  }
  return label;
}

std::string_view numbered_entry(std::string_view prefix, std::string_view entry) noexcept {
  if (!entry.starts_with(prefix)) return {};
  entry.remove_prefix(prefix.size());
  return !entry.empty() && is_digit(entry.front()) ? entry : std::string_view();
}

std::optional<unsigned> number_after(std::string_view prefix, std::string_view text) noexcept {
  if (!text.starts_with(prefix)) return std::nullopt;
  unsigned number = 0;
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data() + prefix.size(), end, number);
  if (error != std::errc{} || last != end) return std::nullopt;
  return number;
}

}  // namespace cputemp::hwmon
