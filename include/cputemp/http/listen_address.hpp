#pragma once

#include <cputemp/http/message.hpp>

#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace cputemp::http {

/// A listen address: `host:port`, `:port`, `[v6]:port`, `[v4]:port`, `unix:/path`.
struct listen_address {
  std::string host;  ///< empty or `::`: any address of both families
  std::string port;
  std::string unix_path = {};  ///< not empty: a unix socket, and the others are empty
  bool v6_only = false;        ///< of `::`: not of both families

  /// Whether the host is any address.
  bool is_any() const noexcept { return unix_path.empty() && (host.empty() || host == "::"); }
};

/// The error says what is wrong with the text and what is expected.
boost::system::result<listen_address, failure> parse_listen_address(std::string_view text);

/// Keeps addresses of one server apart: `[::]` means both families, as in Go, but IPv6 alone beside an IPv4 address
/// with the same port.
void separate_families(std::vector<listen_address>&);

/// A text that parse_listen_address() reads as this address.
std::string to_text(const listen_address&);

}  // namespace cputemp::http
