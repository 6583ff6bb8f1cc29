#include "protocol/head_scanner.hpp"

#include "protocol/text.hpp"

#include <algorithm>

namespace cputemp::http {
namespace {

// A tab may stand between words, and the octets from 0x80 on are opaque (RFC 9110 §5.5). Nearly all lines have none, so
// that a loop which does not stop at the first one, and takes many octets at a time for it, is faster.
bool has_controls(std::string_view line) {
  unsigned char found = 0;
  for (const char c : line) {
    const auto octet = static_cast<unsigned char>(c);
    const bool is_control = (octet < 0x20 && octet != '\t') || octet == 0x7f;
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
    // No method begins so: a TLS ClientHello, say, which might never send the LF that is waited for.
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
      // At once: whoever speaks HTTP/0.9 sends no more.
      const auto split = check_request_line(line);
      if (split.has_error()) return refuse(split.error().status);
      first_line_ = *split;
      in_fields_ = true;
    }
  }
}

}  // namespace cputemp::http
