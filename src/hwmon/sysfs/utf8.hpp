#pragma once

#include <cstddef>
#include <string_view>

namespace cputemp::hwmon {

struct rune {
  char32_t code;
  std::size_t size;  ///< bytes taken from the text, at least 1
  bool valid;        ///< false: one byte that starts no well-formed sequence; code is U+FFFD
};

/// The first rune of a text that is not empty (RFC 3629: no overlong forms, no surrogates). A wrong byte counts
/// as one rune, as Go's decoder has it, because chip names must come out as node_exporter's do.
rune first_rune(std::string_view text) noexcept;

}  // namespace cputemp::hwmon
