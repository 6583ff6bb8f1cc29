#include "connection/worker.hpp"

#include "connection/session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace cputemp::http {
namespace {

// A sweep costs a look at every connection: with ten thousand of them no more than twenty sweeps a second.
constexpr auto shortest_sweep = std::chrono::milliseconds(50);

}  // namespace

worker::worker(boost::asio::io_context& context, std::shared_ptr<service> shared)
    : context_(context), shared_(std::move(shared)), stays_(context.get_executor()), timer_(context) {}

void worker::serve(std::shared_ptr<connection> admitted) {
  boost::asio::post(context_, [self = shared_from_this(), admitted = std::move(admitted)]() mutable {
    self->add(*admitted);
    if (self->is_draining_) admitted->leave();
    boost::asio::co_spawn(self->context_, serve_connection(std::move(admitted)), boost::asio::detached);
  });
}

void worker::turn_away(std::shared_ptr<connection> refused) {
  boost::asio::post(context_, [self = shared_from_this(), refused = std::move(refused)]() mutable {
    self->add(*refused);
    boost::asio::co_spawn(self->context_, refuse_connection(std::move(refused)), boost::asio::detached);
  });
}

void worker::expect(clock::time_point deadline) {
  if (deadline < armed_for_) arm(std::max(deadline, clock::now() + shortest_sweep));
}

void worker::arm(clock::time_point when) {
  if (when >= armed_for_) return;
  armed_for_ = when;
  timer_.expires_at(when);
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (!error) self->sweep();
  });
}

void worker::sweep() {
  armed_for_ = clock::time_point::max();
  const auto now = clock::now();
  auto next = clock::time_point::max();
  for (auto& each : connections_) each.wake_if_due(now, next);
  if (next != clock::time_point::max()) arm(std::max(next, now + shortest_sweep));
}

void worker::remove(connection& closed) {
  connections_.erase(connections_.iterator_to(closed));
  if (!connections_.empty()) return;
  armed_for_ = clock::time_point::max();
  timer_.cancel();
}

void worker::drain() {
  is_draining_ = true;
  for (auto& each : connections_) each.leave();
  stays_.reset();
}

}  // namespace cputemp::http
