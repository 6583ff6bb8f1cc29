#pragma once

#include <optional>
#include <string_view>

namespace cputemp::http {

struct split_path {
  std::string_view path;
  std::string_view query;
};

/// Splits a target in origin-form, or in absolute-form, which a server MUST accept and whose authority replaces Host
/// (RFC 9112 §3.2.1, §3.2.2). Returns nothing for any other text: the forms of CONNECT and OPTIONS have no use here.
std::optional<split_path> split_target(std::string_view target);

/// uri-host [ ":" port ] of RFC 9110 §7.2; not empty.
bool is_authority(std::string_view text);

}  // namespace cputemp::http
