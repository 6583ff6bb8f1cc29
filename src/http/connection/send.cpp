#include "connection/send.hpp"

#include "connection/worker.hpp"

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

// What the peer has not taken yet. The kernel calls a socket writable only when a third of its buffer is free, which a
// slow reader may need longer for than the timeout.
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
  const auto timeout = to.home().shared().settings.write_timeout;
  auto now = clock::now();
  const auto end = now + write_timeouts_in_all * timeout;
  to.set_deadline(std::min(now + timeout, end));
  int unread = unread_by_peer(to.socket);
  for (;;) {
    const auto [waited] = co_await to.socket.async_wait(asio::socket_base::wait_write, as_result);
    now = clock::now();
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
  with.now_is(tenant::standing::leaving, clock::now());
  boost::system::error_code error;
  with.socket.shutdown(asio::socket_base::shutdown_send, error);
  if (error) co_return;
  with.set_deadline(clock::now() + max_lingering);
  if (!with.memory) with.memory = with.home().pool().take();
  for (std::size_t drained = 0; drained < max_drained;) {
    const auto [waited] = co_await with.socket.async_wait(asio::socket_base::wait_read, as_result);
    if (waited || with.timed_out()) co_return;
    drained += with.socket.read_some(asio::buffer(with.memory->buffer), error);
    if (error && error != asio::error::would_block) co_return;
  }
}

}  // namespace cputemp::http
