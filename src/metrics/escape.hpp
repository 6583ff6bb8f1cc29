#pragma once

#include <string>
#include <string_view>

namespace cputemp::metrics {

enum class quoting : bool { help, label_value };

/// Appends a text as the text formats want it: backslash, newline and, in label values, the double quote escaped, what
/// is no UTF-8 replaced by U+FFFD, and other control characters by a space.
void append_escaped(std::string& out, std::string_view text, quoting where);

}  // namespace cputemp::metrics
