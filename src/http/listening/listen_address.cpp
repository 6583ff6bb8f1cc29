#include <cputemp/http/listen_address.hpp>

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace cputemp::http {
namespace {

// sockaddr_un::sun_path without its NUL.
constexpr std::size_t longest_unix_path = 107;
constexpr std::string_view unix_prefix = "unix:";

failure wrong(std::string_view text, std::string_view reason) {
  return {fmt::format("invalid listen address '{}': {}; expected host:port, :4000, [::1]:4000 or unix:/path", text,
                      reason)};
}

bool is_port_number(std::string_view text) {
  unsigned port = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, port);
  return parsed.ec == std::errc() && parsed.ptr == end && port <= 65535;
}

bool is_v4(const std::string& host) {
  in_addr address{};
  return ::inet_pton(AF_INET, host.c_str(), &address) == 1;
}

/// `::`, in any spelling.
bool is_any_v6(const std::string& host) {
  in6_addr address{};
  return ::inet_pton(AF_INET6, host.c_str(), &address) == 1 && IN6_IS_ADDR_UNSPECIFIED(&address);
}

std::string reason_of_no_port(std::string_view text) {
  return is_port_number(text) ? fmt::format("a port alone is written :{}", text) : "no port";
}

boost::system::result<listen_address, failure> parse_unix(std::string_view text) {
  const auto path = text.substr(unix_prefix.size());
  if (!path.starts_with('/')) return wrong(text, "the path of a unix socket must begin with a slash");
  if (path.size() > longest_unix_path) return wrong(text, "the path of a unix socket must not exceed 107 bytes");
  return listen_address{{}, {}, std::string(path)};
}

}  // namespace

boost::system::result<listen_address, failure> parse_listen_address(std::string_view text) {
  if (text.empty()) return wrong(text, "empty");
  if (text.find('\0') != std::string_view::npos) return wrong({}, "contains a NUL byte");
  if (text.starts_with(unix_prefix)) return parse_unix(text);
  if (text.find("://") != std::string_view::npos) return wrong(text, "a URL is not an address");

  std::string host;
  std::string_view rest;
  if (text.starts_with('[')) {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return wrong(text, "no ']'");
    host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
    // Manifests of Kubernetes write the host's address in brackets, of whatever family it is.
    if (host.find(':') == std::string::npos && !is_v4(host)) {
      return wrong(text, "only addresses are written in brackets");
    }
    if (is_any_v6(host)) host = "::";
  } else {
    const auto colon = text.find(':');
    if (colon != text.rfind(':')) return wrong(text, "IPv6 addresses are written in brackets");
    host = text.substr(0, colon);
    rest = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
  }
  if (!rest.starts_with(':') || rest.size() == 1) return wrong(text, reason_of_no_port(text));
  if (!is_port_number(rest.substr(1))) return wrong(text, "the port is not a number from 0 to 65535");
  if (host == "*") return wrong(text, "all addresses are written by leaving the host out");
  if (host.find_first_of(" \t/") != std::string::npos)
    return wrong(text, "spaces and slashes are not allowed in a host");
  return listen_address{std::move(host), std::string(rest.substr(1)), {}};
}

void separate_families(std::vector<listen_address>& addresses) {
  for (auto& each : addresses) {
    each.v6_only = each.host == "::" && std::ranges::any_of(addresses, [&](const listen_address& other) {
                     return other.port == each.port && is_v4(other.host);
                   });
  }
}

std::string to_text(const listen_address& address) {
  if (!address.unix_path.empty()) return fmt::format("{}{}", unix_prefix, address.unix_path);
  const bool is_v6 = address.host.find(':') != std::string::npos;
  return is_v6 ? fmt::format("[{}]:{}", address.host, address.port) : fmt::format("{}:{}", address.host, address.port);
}

}  // namespace cputemp::http
