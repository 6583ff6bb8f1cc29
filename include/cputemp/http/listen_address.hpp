#pragma once

#include <cputemp/http/message.hpp>

#include <boost/system/result.hpp>

#include <string>
#include <string_view>

namespace cputemp::http {

/// A listen address: `host:port`, `:port` (both families), `[v6]:port`, `unix:/path`.
struct listen_address {
  std::string host;  ///< empty: any address
  std::string port;
  std::string unix_path;  ///< not empty: a unix socket, and the others are empty
};

/// The error says what is wrong with the text and what is expected.
boost::system::result<listen_address, failure> parse_listen_address(std::string_view text);

/// The text that parse_listen_address() reads.
std::string to_text(const listen_address&);

}  // namespace cputemp::http
