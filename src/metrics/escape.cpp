#include "escape.hpp"

#include "utf8.hpp"

#include <algorithm>

namespace cputemp::metrics {
namespace {

/// Printable ASCII that stands for itself in every format, as nearly all text does.
constexpr bool is_plain(char c) { return c >= ' ' && c < 0x7F && c != '\\' && c != '"'; }

}  // namespace

void append_escaped(std::string& out, std::string_view text, quoting quotes) {
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const auto length = utf8_sequence_length(text);
    const auto c = static_cast<unsigned char>(text.front());
    if (length == 0)
      out += "\uFFFD";
    else if (c == '\\' && quotes != quoting::none)
      out += "\\\\";
    else if (c == '\n')
      out += quotes == quoting::none ? "\n" : "\\n";
    else if (c == '"' && quotes == quoting::backslash_newline_quote)
      out += "\\\"";
    else if (c < 0x20 || c == 0x7F)
      out += ' ';
    else
      out += text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
}

std::string writable(std::string_view text) {
  std::string result;
  append_escaped(result, text, quoting::none);
  return result;
}

}  // namespace cputemp::metrics
