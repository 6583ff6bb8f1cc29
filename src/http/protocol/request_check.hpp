#pragma once

#include <boost/system/result.hpp>

#include <span>
#include <string_view>

/// What a server that offers GET and HEAD and takes no body makes of a request: pure functions of text, so that
/// no answer depends on what a version of a parser lets pass.
namespace cputemp::http {

struct field {
  std::string_view name;
  std::string_view value;  ///< without surrounding white space
};

struct request_line {
  std::string_view method;
  std::string_view target;
  std::string_view version;
};

/// The status to refuse with. Where it is not certain at which octet the next request would begin, or the client asked
/// for it, the connection closes with the answer.
struct refusal {
  unsigned status = 400;
  bool close = true;

  bool operator==(const refusal&) const = default;
};

struct accepted_request {
  std::string_view path;   ///< begins with a slash; not decoded
  std::string_view query;  ///< what follows `?`, without it
  bool head = false;
  bool keep_alive = false;
};

/// Whether the connection may go on after the answer, by the request's own words (RFC 9112 §9.3).
bool wants_keep_alive(std::string_view version, std::span<const field> fields);

/// `line` without its CRLF. RFC 9112 §3; 505 where only the version is wrong.
boost::system::result<request_line, refusal> check_request_line(std::string_view line);

/// In this order: version, Host, framing, method, target. `fields` in the order received.
boost::system::result<accepted_request, refusal> check_request(const request_line&, std::span<const field> fields);

}  // namespace cputemp::http
