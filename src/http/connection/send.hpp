#pragma once

#include "connection/connection.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>

#include <array>

namespace cputemp::http {

/// The parts of an answer's head and body that have not been handed to the kernel.
using outgoing = std::array<boost::asio::const_buffer, 2>;

/// Sends as much as the kernel takes without waiting, and removes that from `rest`.
void send_some(connection& to, outgoing& rest, boost::system::error_code& error);

/// Sends the rest and returns whether all of it was sent. Gives up when the peer has taken nothing for write_timeout,
/// and in any case after 6 × write_timeout: even a slow reader does not need a minute for a scrape. The connection and
/// the buffers outlive it.
boost::asio::awaitable<bool> send_rest(connection& to, outgoing rest);

/// Ends a connection so that the peer's kernel doesn't discard the answer because of bytes that were never read (RFC
/// 9112 §9.6): shuts down sending, then reads on up to 64 KiB or one second.
boost::asio::awaitable<void> linger(connection& with);

}  // namespace cputemp::http
