#pragma once

#include "protocol/request_parts.hpp"

#include <boost/system/result.hpp>

#include <span>
#include <string_view>

namespace cputemp::http {

enum class body { none, announced };

/// Returns whether a body follows the header (RFC 9112 §6), by Content-Length or Transfer-Encoding. Its length does not
/// matter here, but anything that two readers could understand in two ways is refused: requests are smuggled that way.
boost::system::result<body, refusal> announced_body(std::string_view version, std::span<const header_field> fields);

}  // namespace cputemp::http
