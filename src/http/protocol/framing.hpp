#pragma once

#include "protocol/request_check.hpp"

#include <boost/system/result.hpp>

#include <span>
#include <string_view>

namespace cputemp::http {

enum class body { none, announced };

/// Whether a body follows the header (RFC 9112 §6), by Content-Length or Transfer-Encoding. Its length is of no
/// interest here, but what two readers could understand in two ways is refused: that is how requests are smuggled.
boost::system::result<body, refusal> announced_body(std::string_view version, std::span<const field> fields);

}  // namespace cputemp::http
