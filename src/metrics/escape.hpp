#pragma once

#include <string>
#include <string_view>

namespace cputemp::metrics {

enum class quoting : unsigned char { none, help, label_value };

/// Appends a text with what is no UTF-8 replaced by U+FFFD, and control characters but the newline by a space; and
/// quoted as the text formats want it: backslash, newline and, in label values, the double quote escaped.
void append_escaped(std::string& out, std::string_view text, quoting where);

}  // namespace cputemp::metrics
