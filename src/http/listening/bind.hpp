#pragma once

#include "listening/unix_path.hpp"

#include <cputemp/http/listen_address.hpp>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/result.hpp>

#include <string>

namespace cputemp::http {

using acceptor = boost::asio::basic_socket_acceptor<boost::asio::generic::stream_protocol>;

struct bound {
  acceptor socket;
  std::string address;  ///< as text, with the port that the kernel chose
  unix_path path;       ///< removed by its destructor; none for TCP
};

/// Listens on the first IPv4 address of a host name, else on the first address, as the exporters written in Go do. May
/// block in a name look-up.
boost::system::result<bound, failure> bind_to(boost::asio::io_context&, const listen_address&);

}  // namespace cputemp::http
