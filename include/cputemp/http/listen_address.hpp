#pragma once

#include <cputemp/http/message.hpp>

#include <boost/system/result.hpp>

#include <string>
#include <string_view>

namespace cputemp::http {

/// A listen address: `host:port`, `:port`, `[v6]:port`, `[v4]:port`, `unix:/path`.
struct listen_address {
  std::string host;  ///< empty: any address of both families, which can also be written `[::]`
  std::string port;
  std::string unix_path;  ///< not empty: a unix socket, and the others are empty
};

/// The error says what is wrong with the text and what is expected.
boost::system::result<listen_address, failure> parse_listen_address(std::string_view text);

/// A text that parse_listen_address() reads as this address.
std::string to_text(const listen_address&);

}  // namespace cputemp::http
