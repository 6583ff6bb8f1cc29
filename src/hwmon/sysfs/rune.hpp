#pragma once

#include <cstddef>
#include <string_view>

namespace cputemp::hwmon {

struct rune {
  char32_t code;
  std::size_t size;  ///< bytes taken from the text, at least 1
  bool valid;        ///< false: one byte that does not start a well-formed sequence; code is U+FFFD
};

/// Returns the first rune of a text that is not empty (RFC 3629: no overlong forms, no surrogates). A wrong byte counts
/// as one rune, as in Go's decoder, because chip names must equal those of node_exporter.
rune first_rune(std::string_view text) noexcept;

}  // namespace cputemp::hwmon
