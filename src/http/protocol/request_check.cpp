#include "protocol/request_check.hpp"

#include "protocol/framing.hpp"
#include "protocol/target.hpp"
#include "protocol/tokens.hpp"

#include <algorithm>
#include <array>

namespace cputemp::http {
namespace {

// Named by RFC 9110 §9 and RFC 5789: known, but not offered here, hence 405 rather than 501.
constexpr std::array<std::string_view, 7> methods_not_offered = {"POST",  "PUT",     "DELETE", "PATCH",
                                                                 "TRACE", "OPTIONS", "CONNECT"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// HTTP-version = "HTTP/" DIGIT "." DIGIT, and the letters are case-sensitive (RFC 9112 §2.3).
bool is_version(std::string_view text) {
  return text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' && is_digit(text[7]);
}

bool is_visible_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool is_known_version(std::string_view version) { return version == "HTTP/1.1" || version == "HTTP/1.0"; }

// 400 is a MUST for a missing Host, more than one, and an invalid one (RFC 9112 §3.2). HTTP/1.0 had none.
bool has_valid_host(std::string_view version, std::span<const header_field> fields) {
  const header_field* host = nullptr;
  for (const auto& each : fields) {
    if (!equal_ignoring_case(each.name, "Host")) continue;
    if (host != nullptr) return false;
    host = &each;
  }
  if (host == nullptr) return version == "HTTP/1.0";
  return host->value.empty() || is_authority(host->value);
}

unsigned status_of_method(std::string_view method) {
  if (method == "GET" || method == "HEAD") return 200;
  return std::find(methods_not_offered.begin(), methods_not_offered.end(), method) != methods_not_offered.end() ? 405
                                                                                                                : 501;
}

}  // namespace

bool wants_keep_alive(std::string_view version, std::span<const header_field> fields) {
  bool keep_alive = version != "HTTP/1.0";
  for (const auto& each : fields) {
    if (!equal_ignoring_case(each.name, "Connection")) continue;
    if (has_element(each.value, "close")) return false;
    if (has_element(each.value, "keep-alive")) keep_alive = true;
  }
  return keep_alive;
}

boost::system::result<request_line, refusal> check_request_line(std::string_view line) {
  const auto first = line.find(' ');
  if (first == std::string_view::npos) return refusal{400};
  const auto second = line.find(' ', first + 1);
  if (second == std::string_view::npos) return refusal{400};

  const request_line split{line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)};
  if (!is_token(split.method) || split.target.empty() || !is_visible_ascii(split.target)) return refusal{400};
  if (!is_version(split.version)) return refusal{400};
  if (!is_known_version(split.version)) return refusal{505};
  return split;
}

boost::system::result<accepted_request, refusal> check_request(const request_line& line,
                                                               std::span<const header_field> fields) {
  if (!is_known_version(line.version)) return refusal{505};
  if (!has_valid_host(line.version, fields)) return refusal{400};

  const auto announced = announced_body(line.version, fields);
  if (announced.has_error()) return announced.error();
  const bool has_body = *announced == body::announced;

  // A body is never read, so the bytes after the header are not a request: the connection has to close.
  // After CONNECT a client may take the connection for a tunnel.
  const bool keep_alive = wants_keep_alive(line.version, fields);
  const bool may_go_on = keep_alive && !has_body && line.method != "CONNECT";
  if (const auto status = status_of_method(line.method); status != 200) return refusal{status, !may_go_on};
  if (has_body) return refusal{413};

  const auto target = split_target(line.target);
  if (!target) return refusal{400, !may_go_on};
  return accepted_request{target->path, target->query, line.method == "HEAD", keep_alive};
}

}  // namespace cputemp::http
