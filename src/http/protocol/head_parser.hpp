#pragma once

#include "protocol/request_parts.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace cputemp::http {

/// Splits a whole head, as head_scanner found it, into `name: value` pairs. That is all that Beast's parser is used
/// for: head_scanner has found the end of the head and checked its lines, request_check judges what the fields say, and
/// no byte of a body gets here. Returns how many of `into` were filled, with views into `head`; nothing if Beast
/// refuses the head, because of a name that is not a token, say.
std::optional<std::size_t> parse_fields(std::string_view head, std::span<header_field> into);

}  // namespace cputemp::http
