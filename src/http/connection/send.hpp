#pragma once

#include "connection/connection.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>

#include <array>

namespace cputemp::http {

/// The head and the body of an answer, as far as they have not been handed to the kernel.
using outgoing = std::array<boost::asio::const_buffer, 2>;

/// Hands over what the kernel takes without waiting; what is left stays in `rest`.
void send_some(connection& to, outgoing& rest, boost::system::error_code& error);

/// Hands over the rest, whether all of it went. Gives up when the peer has taken nothing for write_timeout, and in any
/// case after 6 × write_timeout: a reader, however slow, needs no minute for a scrape. The connection and the buffers
/// outlive it.
boost::asio::awaitable<bool> send_rest(connection& to, outgoing rest);

/// Ends a connection so that the peer's kernel doesn't discard the answer for the sake of octets that were never read
/// (RFC 9112 §9.6): shuts down sending, then reads on up to 64 KiB or one second.
boost::asio::awaitable<void> linger(connection& with);

}  // namespace cputemp::http
