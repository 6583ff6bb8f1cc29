#pragma once

#include "protocol/request_parts.hpp"

#include <boost/system/result.hpp>

#include <span>
#include <string_view>

/// How a server that offers GET and HEAD and takes no body judges a request: pure functions of text, so that no answer
/// depends on what a version of a parser lets pass.
namespace cputemp::http {

/// Whether the request allows the connection to go on after the answer (RFC 9112 §9.3).
bool wants_keep_alive(std::string_view version, std::span<const header_field> fields);

/// `line` without its CRLF. RFC 9112 §3; 505 if only the version is wrong.
boost::system::result<request_line, refusal> check_request_line(std::string_view line);

/// In this order: version, Host, framing, method, target. `fields` in the order received.
boost::system::result<accepted_request, refusal> check_request(const request_line&,
                                                               std::span<const header_field> fields);

}  // namespace cputemp::http
