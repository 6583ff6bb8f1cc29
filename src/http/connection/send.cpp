#include "connection/send.hpp"

#include <boost/asio/error.hpp>

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cstddef>

namespace cputemp::http {
namespace {

namespace asio = boost::asio;

constexpr int write_timeouts_in_all = 6;
constexpr std::size_t max_drained = std::size_t{64} * 1024;
constexpr auto max_lingering = std::chrono::seconds(1);

// How much the peer has not taken yet. The kernel reports a socket as writable only when a third of its buffer is free,
// for which a slow reader may need longer than the timeout.
int unread_by_peer(stream_socket& socket) {
  int count = 0;
  return ::ioctl(socket.native_handle(), SIOCOUTQ, &count) == 0 ? count : 0;
}

}  // namespace

void send_some(connection& to, outgoing& rest, boost::system::error_code& error) {
  while (asio::buffer_size(rest) > 0) {
    auto sent = to.socket.write_some(rest, error);
    if (error) return;
    for (auto& each : rest) {
      const auto taken = std::min(sent, each.size());
      each += taken;
      sent -= taken;
    }
  }
}

boost::asio::awaitable<bool> send_rest(connection& to, outgoing rest) {
  const auto timeout = to.settings().write_timeout;
  auto now = to.now();
  const auto end = now + write_timeouts_in_all * timeout;
  to.set_deadline(std::min(now + timeout, end));
  int unread = unread_by_peer(to.socket);
  for (;;) {
    const auto [waited] = co_await to.socket.async_wait(asio::socket_base::wait_write, as_result);
    now = to.now();
    const auto before = asio::buffer_size(rest);
    if (to.timed_out()) {
      if (now >= end || unread_by_peer(to.socket) >= unread) co_return false;
    } else {
      if (waited) co_return false;
      boost::system::error_code error;
      send_some(to, rest, error);
      if (asio::buffer_size(rest) == 0) co_return true;
      if (error != asio::error::would_block) co_return false;
      if (asio::buffer_size(rest) == before) continue;
    }
    unread = unread_by_peer(to.socket);
    to.set_deadline(std::min(now + timeout, end));
  }
}

boost::asio::awaitable<void> linger(connection& with) {
  with.lingers(with.now());
  boost::system::error_code error;
  with.socket.shutdown(asio::socket_base::shutdown_send, error);
  if (error) co_return;
  with.set_deadline(with.now() + max_lingering);
  auto& memory = with.take_memory();
  for (std::size_t drained = 0; drained < max_drained;) {
    const auto [waited] = co_await with.socket.async_wait(asio::socket_base::wait_read, as_result);
    if (waited || with.timed_out()) co_return;
    drained += with.socket.read_some(asio::buffer(memory.buffer), error);
    if (error && error != asio::error::would_block) co_return;
  }
}

}  // namespace cputemp::http
