#pragma once

#include <string_view>

namespace cputemp::http {

/// The reason phrase; empty for a status that the server itself never sends, which RFC 9112 §4 allows.
std::string_view reason_of(unsigned status);

/// The body of an answer that no endpoint made. Repeats nothing of the request, so that nothing can be injected into a
/// page or a log.
std::string_view text_of(unsigned status);

/// 1xx, 204 and 304 have neither a body nor a length of one (RFC 9110 §6.4.1, §8.6).
bool has_body(unsigned status);

}  // namespace cputemp::http
