#pragma once

#include <string>
#include <string_view>

namespace cputemp::metrics {

/// What is escaped by a backslash.
enum class quoting : unsigned char {
  none,
  backslash_newline,        ///< as in HELP of the text format 0.0.4
  backslash_newline_quote,  ///< as in label values, and in HELP of OpenMetrics
};

/// Appends a text with what is no UTF-8 replaced by U+FFFD, and control characters but the newline by a space.
void append_escaped(std::string& out, std::string_view text, quoting);

}  // namespace cputemp::metrics
