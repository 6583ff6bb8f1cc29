#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/system/error_code.hpp>

#include <functional>

namespace cputemp::sampling {

/// Calls `heard` whenever the kernel announces devices on this socket. Returns why it ended: operation_aborted after
/// cancel() or close(), or the error of the socket.
boost::asio::awaitable<boost::system::error_code> hear_devices(boost::asio::posix::stream_descriptor& socket,
                                                               std::function<void()> heard);

}  // namespace cputemp::sampling
