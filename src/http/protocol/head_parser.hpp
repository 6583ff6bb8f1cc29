#pragma once

#include "protocol/request_check.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace cputemp::http {

/// Splits a whole head, as head_scanner found it, into its fields with Beast's parser; never given an octet of a body.
/// How many of `into` were filled, with views into `head`; nothing where Beast refuses the head.
std::optional<std::size_t> parse_fields(std::string_view head, std::span<field> into);

}  // namespace cputemp::http
