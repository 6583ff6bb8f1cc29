#include <cputemp/metrics/text_encoder.hpp>

#include "dialect.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace cputemp::metrics {

std::string encode_text(std::span<const metric_family> families) { return encode(families, text_0_0_4); }

void append_value(std::string& out, double value) {
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
