#include "listening/listener.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <netinet/in.h>

#include <cstring>
#include <tuple>
#include <utility>

namespace cputemp::http {
namespace {

namespace asio = boost::asio;

// Beyond that a flood is not even told: its connections are closed at once.
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
    asio::co_spawn(context(), accept, asio::detached);
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
  // start() is called once and add() before it, so that ports_ grows no more.
  auto& [opened, pause] = ports_[index];
  while (!is_stopped_) {
    // accept() wants a descriptor before it looks whether anybody is there: without the wait it would fail for
    // nobody's sake when there is none.
    auto [error] = co_await opened.socket.async_wait(asio::socket_base::wait_read, as_result);
    if (is_stopped_) break;
    auto chosen = workers_[next_worker_];
    acceptor::endpoint_type peer;
    auto socket = opened.socket.accept(chosen->context(), peer, error);
    if (error == asio::error::would_block) continue;
    if (error) {
      co_await pause_after(error, pause);
      continue;
    }
    next_worker_ = (next_worker_ + 1) % workers_.size();
    if (backoff_.succeeded()) chosen->shared().observer.accept_recovered();
    open(std::move(socket), peer, std::move(chosen));
  }
}

asio::awaitable<void> listener::pause_after(boost::system::error_code error, asio::steady_timer& timer) {
  const auto reaction = backoff_.failed(error);
  if (reaction.pause.count() == 0) co_return;
  auto& shared = workers_.front()->shared();
  if (reaction.begins) shared.observer.accept_failing(error);
  if (shared.ledger.make_room()) {
    shared.observer.connection_rejected();
    backoff_.made_room();
  }
  timer.expires_after(reaction.pause);
  std::ignore = co_await timer.async_wait(as_result);
}

void listener::open(stream_socket socket, const acceptor::endpoint_type& peer, std::shared_ptr<worker> chosen) {
  auto& shared = chosen->shared();
  const auto address = address_of(peer);
  boost::system::error_code ignored;
  socket.non_blocking(true, ignored);
  if (address) socket.set_option(asio::ip::tcp::no_delay(true), ignored);

  auto opened = std::make_shared<connection>(std::move(socket), address, chosen);
  opened->now_is(tenant::standing::newcomer, clock::now());
  const auto [admitted, evicted] = shared.ledger.admit(*opened);
  if (evicted || !admitted) shared.observer.connection_rejected();
  if (admitted) {
    shared.observer.connection_opened();
    chosen->serve(std::move(opened));
  } else if (shared.turned_away < most_turned_away) {
    ++shared.turned_away;
    chosen->turn_away(std::move(opened));
  }
}

}  // namespace cputemp::http
