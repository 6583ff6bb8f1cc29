#include "listening/listener.hpp"

#include "connection/connection.hpp"
#include "connection/session.hpp"
#include "rethrow.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <netinet/in.h>

#include <cstring>
#include <new>
#include <tuple>
#include <utility>

namespace cputemp::http {
namespace {

namespace asio = boost::asio;

// Further connections of a flood are closed without an answer.
constexpr std::size_t most_turned_away = 64;

peer_address address_of(const acceptor::endpoint_type& peer) {
  std::array<unsigned char, 16> address{};
  const auto* const data = static_cast<const void*>(peer.data());
  switch (peer.protocol().family()) {
    case AF_INET: {
      address[10] = address[11] = 0xff;
      std::memcpy(&address[12], &static_cast<const sockaddr_in*>(data)->sin_addr, 4);
      return address;
    }
    case AF_INET6: {
      std::memcpy(address.data(), &static_cast<const sockaddr_in6*>(data)->sin6_addr, 16);
      return address;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

listener::listener(std::vector<std::shared_ptr<worker>> workers) : workers_(std::move(workers)) {}

void listener::add(bound opened) { ports_.push_back({std::move(opened), asio::steady_timer(context())}); }

void listener::start() {
  for (std::size_t index = 0; index < ports_.size(); ++index) {
    const auto accept = [self = shared_from_this(), index]() { return self->accept_on(index); };
    asio::co_spawn(context(), accept, rethrow{});
  }
}

void listener::stop() {
  is_stopped_ = true;
  for (auto& each : ports_) {
    boost::system::error_code ignored;
    each.opened.socket.close(ignored);
    each.opened.path.remove();
    each.pause.cancel();
  }
}

asio::awaitable<void> listener::accept_on(std::size_t index) {
  // start() is called once and add() before it, so that ports_ does not grow any more.
  auto& [opened, pause] = ports_[index];
  while (!is_stopped_) {
    boost::system::error_code error;
    try {
      error = co_await accept_one(opened.socket);
    } catch (const std::bad_alloc&) {
      error = asio::error::no_memory;
    }
    // If there is not even memory for the pause, that ends the program, which can be seen, and not just this loop.
    if (error && !is_stopped_) co_await pause_after(error, pause);
  }
}

asio::awaitable<boost::system::error_code> listener::accept_one(acceptor& from) {
  // accept() takes a descriptor before it looks for a connection. Without the wait it would fail for lack of one even
  // if there is no connection.
  auto [error] = co_await from.async_wait(asio::socket_base::wait_read, as_result);
  if (error || is_stopped_) co_return error;
  const auto& chosen = workers_[next_worker_];
  acceptor::endpoint_type peer;
  auto socket = from.accept(chosen->context(), peer, error);
  if (error == asio::error::would_block) co_return boost::system::error_code();
  if (error) co_return error;
  next_worker_ = (next_worker_ + 1) % workers_.size();
  open(std::move(socket), peer, chosen);
  if (backoff_.succeeded()) chosen->calls().report(&server_observer::accept_recovered);
  co_return boost::system::error_code();
}

asio::awaitable<void> listener::pause_after(boost::system::error_code error, asio::steady_timer& timer) {
  const auto reaction = backoff_.failed(error);
  if (reaction.pause.count() == 0) co_return;
  auto& first = *workers_.front();
  if (reaction.begins) first.calls().report(&server_observer::accept_failing, error);
  if (first.shared().ledger.make_room(first.sweep().now())) {
    first.calls().report(&server_observer::connection_rejected);
    backoff_.made_room();
  }
  timer.expires_after(reaction.pause);
  std::ignore = co_await timer.async_wait(as_result);
}

void listener::open(stream_socket socket, const acceptor::endpoint_type& peer, const std::shared_ptr<worker>& chosen) {
  auto& shared = chosen->shared();
  const auto address = address_of(peer);
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  if (address) socket.set_option(asio::ip::tcp::no_delay(true), ignored);

  const auto opened = std::make_shared<connection>(std::move(socket), address, chosen);
  const auto now = workers_.front()->sweep().now();
  opened->now_is(connection_state::newcomer, now);
  const auto [admitted, evicted] = shared.ledger.admit(*opened, now);
  if (evicted || !admitted) chosen->calls().report(&server_observer::connection_rejected);
  if (admitted) {
    opened->count_as_open();
    asio::co_spawn(chosen->context(), serve_connection(opened), rethrow{});
  } else if (shared.turned_away < most_turned_away) {
    opened->count_as_turned_away();
    asio::co_spawn(chosen->context(), refuse_connection(opened), rethrow{});
  }
}

}  // namespace cputemp::http
