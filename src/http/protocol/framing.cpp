#include "protocol/framing.hpp"

#include "protocol/tokens.hpp"

#include <charconv>
#include <cstdint>
#include <system_error>

namespace cputemp::http {
namespace {

// Content-Length = 1*DIGIT: no sign, no white space inside, no list (RFC 9110 §8.6).
boost::system::result<body, refusal> announced_by_length(std::string_view value) {
  if (value.empty() || value.find_first_not_of("0123456789") != std::string_view::npos) return refusal{400};
  std::uint64_t length = 0;
  const auto parsed = std::from_chars(value.data(), value.data() + value.size(), length);
  if (parsed.ec != std::errc()) return refusal{400};
  return length > 0 ? body::announced : body::none;
}

// The length of a request is unknown unless its last coding is chunked (RFC 9112 §6.3): 400. Chunked after other
// codings is sound, but they are not supported here (§6.1): 501.
boost::system::result<body, refusal> announced_by_coding(std::string_view value) {
  if (equal_ignoring_case(value, "chunked")) return body::announced;
  std::string_view last;
  for (bool more = true; more;) {
    more = value.find(',') != std::string_view::npos;
    last = take_element(value);
    if (!is_token(last)) return refusal{400};
    if (more && equal_ignoring_case(last, "chunked")) return refusal{400};
  }
  return refusal{equal_ignoring_case(last, "chunked") ? 501U : 400U};
}

}  // namespace

boost::system::result<body, refusal> announced_body(std::string_view version, std::span<const header_field> fields) {
  const header_field* length = nullptr;
  const header_field* coding = nullptr;
  for (const auto& each : fields) {
    const header_field** seen = nullptr;
    if (equal_ignoring_case(each.name, "Content-Length")) seen = &length;
    if (equal_ignoring_case(each.name, "Transfer-Encoding")) seen = &coding;
    if (seen == nullptr) continue;
    // Equal ones could be taken as one (RFC 9112 §6.3), but no honest client sends two.
    if (*seen != nullptr) return refusal{400};
    *seen = &each;
  }
  if (coding != nullptr) {
    // With HTTP/1.0, or beside a Content-Length, it is a sign of an attack (RFC 9112 §6.1).
    if (length != nullptr || version == "HTTP/1.0") return refusal{400};
    return announced_by_coding(coding->value);
  }
  if (length != nullptr) return announced_by_length(length->value);
  return body::none;
}

}  // namespace cputemp::http
