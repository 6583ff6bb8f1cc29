#pragma once

#include <string>
#include <string_view>

namespace cputemp::metrics {

/// The characters that are escaped by a backslash.
enum class quoting : unsigned char {
  none,
  backslash_newline,        ///< as in HELP of the text format 0.0.4
  backslash_newline_quote,  ///< as in label values, and in HELP of OpenMetrics
};

/// Appends a text in which each wrong byte of UTF-8 is U+FFFD, and each control character except the newline a space.
void append_escaped(std::string& out, std::string_view text, quoting);

/// Returns the same, nothing escaped. Two texts that every format writes alike are equal then.
std::string writable(std::string_view text);

}  // namespace cputemp::metrics
