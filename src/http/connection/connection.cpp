#include "connection/connection.hpp"

#include "connection/worker.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace cputemp::http {

connection::connection(stream_socket given, const peer_address& peer, std::shared_ptr<worker> at)
    : tenant(peer), home_(std::move(at)), socket(std::move(given)), memory(nullptr, {nullptr}) {}

connection::~connection() { home_->shared().ledger.remove(*this); }

void connection::set_deadline(clock::time_point when) {
  timed_out_ = false;
  deadline_ = when;
  home_->expect(when);
}

void connection::clear_deadline() {
  timed_out_ = false;
  deadline_ = clock::time_point::max();
}

bool connection::wake_if_due(clock::time_point now, clock::time_point& next) {
  if (deadline_ > now) {
    next = std::min(next, deadline_);
    return false;
  }
  deadline_ = clock::time_point::max();
  timed_out_ = true;
  boost::system::error_code ignored;
  socket.cancel(ignored);
  return true;
}

void connection::leave() {
  is_leaving_ = true;
  if (state() == standing::busy) return;
  boost::system::error_code ignored;
  socket.cancel(ignored);
}

void connection::cut() {
  boost::system::error_code ignored;
  socket.set_option(boost::asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

void connection::evict() noexcept {
  // Nobody to wake where the last owner is just letting go, and waits for the ledger that calls this.
  auto leaving = [self = weak_from_this().lock()] {
    if (self) self->leave();
  };
  try {
    boost::asio::post(home_->context(), std::move(leaving));
  } catch (const std::bad_alloc&) {
    // It stays until its own deadline.
  }
}

}  // namespace cputemp::http
