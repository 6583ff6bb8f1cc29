#include "protocol/target.hpp"

#include "protocol/tokens.hpp"

#include <algorithm>

namespace cputemp::http {
namespace {

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Every percent sign begins two hexadecimal digits (RFC 3986 §2.1).
bool has_sound_escapes(std::string_view text) {
  for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 3)) {
    if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
  }
  return true;
}

bool is_reg_name(std::string_view text) {
  const auto allowed = [](char c) {
    return is_alphanumeric(c) || std::string_view("-._~!$&'()*+,;=%").find(c) != std::string_view::npos;
  };
  return std::all_of(text.begin(), text.end(), allowed) && has_sound_escapes(text);
}

bool is_ip_literal(std::string_view text) {
  const auto allowed = [](char c) { return is_hex(c) || c == ':' || c == '.'; };
  return !text.empty() && std::all_of(text.begin(), text.end(), allowed);
}

bool is_port(std::string_view text) { return text.find_first_not_of("0123456789") == std::string_view::npos; }

bool takes_prefix(std::string_view& text, std::string_view prefix) {
  if (!equal_ignoring_case(text.substr(0, prefix.size()), prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

bool is_authority(std::string_view text) {
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos || !is_ip_literal(text.substr(1, end - 1))) return false;
    const auto rest = text.substr(end + 1);
    return rest.empty() || (rest.front() == ':' && is_port(rest.substr(1)));
  }
  const auto colon = text.find(':');
  const auto host = text.substr(0, colon);
  return !host.empty() && is_reg_name(host) && (colon == std::string_view::npos || is_port(text.substr(colon + 1)));
}

std::optional<split_path> split_target(std::string_view target) {
  // A fragment is never sent (RFC 3986 §3.5).
  if (target.find('#') != std::string_view::npos || !has_sound_escapes(target)) return std::nullopt;
  if (takes_prefix(target, "http://") || takes_prefix(target, "https://")) {
    const auto path = std::min(target.find_first_of("/?"), target.size());
    if (!is_authority(target.substr(0, path))) return std::nullopt;
    target.remove_prefix(path);
    if (target.empty()) return split_path{"/", {}};
    if (target.front() == '?') return split_path{"/", target.substr(1)};
  }
  if (!target.starts_with('/')) return std::nullopt;
  const auto mark = target.find('?');
  if (mark == std::string_view::npos) return split_path{target, {}};
  return split_path{target.substr(0, mark), target.substr(mark + 1)};
}

}  // namespace cputemp::http
