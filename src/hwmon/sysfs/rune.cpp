#include "sysfs/rune.hpp"

namespace cputemp::hwmon {

namespace {

struct form {
  unsigned char mask;
  unsigned char lead;
  std::size_t size;
  char32_t lowest;  // smaller codes in this form are overlong
};

constexpr form forms[] = {
    {0x80, 0x00, 1, 0x0},
    {0xE0, 0xC0, 2, 0x80},
    {0xF0, 0xE0, 3, 0x800},
    {0xF8, 0xF0, 4, 0x10000},
};

constexpr rune wrong_byte{0xFFFD, 1, false};

}  // namespace

rune first_rune(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (const form& f : forms) {
    if ((byte(0) & f.mask) != f.lead) continue;
    if (text.size() < f.size) return wrong_byte;
    char32_t code = byte(0) & static_cast<unsigned char>(~f.mask);
    for (std::size_t i = 1; i < f.size; ++i) {
      if ((byte(i) & 0xC0) != 0x80) return wrong_byte;
      code = code << 6 | (byte(i) & 0x3F);
    }
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < f.lowest || code > 0x10FFFF || surrogate) return wrong_byte;
    return {code, f.size, true};
  }
  return wrong_byte;
}

}  // namespace cputemp::hwmon
