#pragma once

#include "protocol/request_parts.hpp"

#include <cstddef>
#include <string_view>

namespace cputemp::http {

constexpr std::size_t max_request_line = 8 * 1024;
constexpr std::size_t max_head = 16 * 1024;
constexpr std::size_t max_fields = 100;

/// Finds the end of a request's head in the bytes received, looking at each byte once, and refuses what could be read
/// in two ways: bare CR or LF, NUL and other controls, folded lines (RFC 9112 §2.2, §5.2). Knows no socket.
class head_scanner {
 public:
  enum class progress { need_more, complete, refused };

  /// `received` begins where it began at the last step and has only grown.
  progress step(std::string_view received);

  /// From the first byte of the request line to past the empty line; once complete.
  std::string_view head(std::string_view received) const { return received.substr(begin_, line_ - begin_); }
  /// The position in the received bytes where the head ends; once complete.
  std::size_t end() const { return line_; }
  /// Views into the received bytes; once complete.
  const request_line& first_line() const { return first_line_; }
  /// Once refused.
  const refusal& why() const { return why_; }

 private:
  progress refuse(unsigned status);
  progress check_unfinished(std::string_view received);

  std::size_t begin_ = 0;     ///< of the request line: empty lines before it are ignored (RFC 9112 §2.2)
  std::size_t line_ = 0;      ///< begin of the first line that is not complete
  std::size_t searched_ = 0;  ///< there is no LF between line_ and here
  std::size_t fields_ = 0;
  bool in_fields_ = false;
  request_line first_line_;
  refusal why_;
};

}  // namespace cputemp::http
