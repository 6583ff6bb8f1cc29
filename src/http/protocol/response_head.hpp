#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace cputemp::http {

enum class connection_option {
  unsaid,      ///< HTTP/1.1 goes on by default
  close,       ///< this answer is the last
  keep_alive,  ///< to a client of HTTP/1.0 that asked for it (RFC 9112 §9.3)
};

struct head_content {
  unsigned status = 200;
  std::string_view date;
  std::string_view content_type;
  std::size_t content_length = 0;
  std::string_view further_fields = {};  ///< whole lines, each ended by CRLF
  connection_option connection = connection_option::unsaid;
};

/// Replaces the content of `out` by the status line, the fields and the empty line. Does not allocate if its capacity
/// suffices. A 405 carries `Allow` (RFC 9110 §15.5.6).
void compose_head(std::string& out, const head_content&);

}  // namespace cputemp::http
