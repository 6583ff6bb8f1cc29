#include "uevents/uevent_listener.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "uevents/uevent_socket.hpp"

namespace cputemp::sampling {

namespace asio = boost::asio;

asio::awaitable<boost::system::error_code> hear_devices(asio::posix::stream_descriptor& socket,
                                                        std::function<void()> heard) {
  for (;;) {
    auto [error] =
        co_await socket.async_wait(asio::posix::stream_descriptor::wait_read, asio::as_tuple(asio::use_awaitable));
    if (error) co_return error;
    if (receive_announcement(socket.native_handle(), error)) heard();
    if (error) co_return error;
  }
}

}  // namespace cputemp::sampling
