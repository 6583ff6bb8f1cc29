#include "protocol/head_scanner.hpp"

#include "protocol/request_check.hpp"
#include "protocol/tokens.hpp"

#include <algorithm>

namespace cputemp::http {
namespace {

// A tab may stand between words, and the bytes from 0x80 on are opaque (RFC 9110 §5.5). Nearly all lines have no
// controls, so a loop is faster that does not stop at the first one but takes many bytes at a time.
bool has_controls(std::string_view line) {
  unsigned char found = 0;
  for (const char c : line) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_control = (byte < 0x20 && byte != '\t') || byte == 0x7f;
    found |= static_cast<unsigned char>(is_control);
  }
  return found != 0;
}

}  // namespace

head_scanner::progress head_scanner::refuse(unsigned status) {
  why_ = refusal{status, true};
  return progress::refused;
}

head_scanner::progress head_scanner::check_unfinished(std::string_view received) {
  if (!in_fields_) {
    const auto line = received.substr(line_);
    // No method begins with this byte. A TLS ClientHello, say, might never send the LF that is waited for.
    if (!line.empty() && line.front() != '\r' && !is_token_char(line.front())) return refuse(400);
    if (line.size() > max_request_line + 1) return refuse(414);
  }
  if (received.size() >= max_head) return refuse(431);
  searched_ = received.size();
  return progress::need_more;
}

head_scanner::progress head_scanner::step(std::string_view received) {
  for (;;) {
    const auto feed = received.find('\n', std::max(line_, searched_));
    if (feed == std::string_view::npos) return check_unfinished(received);

    auto line = received.substr(line_, feed - line_);
    if (!line.ends_with('\r')) return refuse(400);
    line.remove_suffix(1);
    line_ = feed + 1;

    if (in_fields_) {
      if (line.empty()) return progress::complete;
      if (has_controls(line) || line.front() == ' ' || line.front() == '\t') return refuse(400);
      if (++fields_ > max_fields || line_ > max_head) return refuse(431);
    } else if (line.empty()) {
      begin_ = line_;
    } else {
      if (line.size() > max_request_line) return refuse(414);
      if (has_controls(line)) return refuse(400);
      // At once: a client of HTTP/0.9 sends nothing after this line.
      const auto split = check_request_line(line);
      if (split.has_error()) return refuse(split.error().status);
      first_line_ = *split;
      in_fields_ = true;
    }
  }
}

}  // namespace cputemp::http
