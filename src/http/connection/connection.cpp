#include "connection/connection.hpp"

#include "connection/worker.hpp"

#include <boost/asio/post.hpp>

#include <ctime>
#include <new>
#include <utility>

namespace cputemp::http {

connection::connection(stream_socket given, const peer_address& peer, std::shared_ptr<worker> at)
    : ledger_entry(peer),
      hosted_connection(at->sweep()),
      worker_(std::move(at)),
      socket(std::move(given)),
      memory(nullptr, {nullptr}) {}

connection::~connection() {
  auto& shared = worker_->shared();
  shared.ledger.remove(*this);
  if (is_counted_as_open_) calls().report(&server_observer::connection_closed);
  if (is_counted_as_turned_away_) --shared.turned_away;
  if (sweep_hook::is_linked()) worker_->remove(*this);
}

void connection::count_as_open() {
  is_counted_as_open_ = true;
  calls().report(&server_observer::connection_opened);
}

void connection::count_as_turned_away() {
  is_counted_as_turned_away_ = true;
  ++worker_->shared().turned_away;
}

void connection::join() { worker_->add(*this); }

void connection::wake() noexcept {
  boost::system::error_code ignored;
  socket.cancel(ignored);
}

void connection::leave() noexcept {
  is_leaving_ = true;
  if (state() != connection_state::busy) wake();
}

void connection::cut() noexcept {
  boost::system::error_code ignored;
  socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

void connection::lingers(clock::time_point now) { worker_->shared().ledger.leaves(*this, now); }

// Under the ledger's mutex. So this may not hold the last reference, whose end would ask for that mutex again.
void connection::evict() noexcept {
  auto leaving = [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->leave();
  };
  try {
    boost::asio::post(worker_->context(), std::move(leaving));
  } catch (const std::bad_alloc&) {
    // It stays until its own deadline.
  }
}

const server_settings& connection::settings() const { return worker_->shared().settings; }
const std::vector<endpoint>& connection::endpoints() const { return worker_->shared().endpoints; }
clock::time_point connection::now() const { return worker_->sweep().now(); }
std::string_view connection::date() const { return worker_->date().at(std::time(nullptr)); }
outward_calls& connection::calls() const { return worker_->calls(); }

request_memory& connection::take_memory() {
  if (!memory) memory = worker_->pool().take();
  return *memory;
}

}  // namespace cputemp::http
