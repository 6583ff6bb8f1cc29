#include "protocol/response_head.hpp"

#include "protocol/status.hpp"

#include <fmt/format.h>

namespace cputemp::http {

void compose_head(std::string& out, const head_content& head) {
  out = "HTTP/1.1 ";
  out += fmt::format_int(head.status).c_str();
  out += ' ';
  out += reason_of(head.status);
  out += "\r\nDate: ";
  out += head.date;
  out += "\r\n";
  if (has_body(head.status)) {
    out += "Content-Type: ";
    out += head.content_type;
    out += "\r\nContent-Length: ";
    out += fmt::format_int(head.content_length).c_str();
    out += "\r\n";
  }
  if (head.status == 405) out += "Allow: GET, HEAD\r\n";
  out += head.further_fields;
  switch (head.connection) {
    case connection_option::unsaid:
      break;
    case connection_option::close:
      out += "Connection: close\r\n";
      break;
    case connection_option::keep_alive:
      out += "Connection: keep-alive\r\n";
      break;
  }
  out += "\r\n";
}

}  // namespace cputemp::http
