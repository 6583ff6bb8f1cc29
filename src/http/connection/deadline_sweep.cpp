#include "connection/deadline_sweep.hpp"

#include <algorithm>

namespace cputemp::http {
namespace {

// A sweep costs a look at every connection: with ten thousand of them no more than twenty sweeps a second.
constexpr auto shortest_sweep = std::chrono::milliseconds(50);

}  // namespace

void hosted_connection::set_deadline(clock::time_point when) {
  timed_out_ = false;
  deadline_ = when;
  sweep_.expect(when);
}

void hosted_connection::clear_deadline() {
  timed_out_ = false;
  deadline_ = clock::time_point::max();
}

void deadline_sweep::remove(hosted_connection& closed) {
  connections_.erase(connections_.iterator_to(closed));
  if (!connections_.empty()) return;
  // Or the io_context would not run out of work before that.
  armed_for_ = clock::time_point::max();
  timer_.cancel();
}

void deadline_sweep::expect(clock::time_point deadline) {
  if (deadline < armed_for_) arm(std::max(deadline, now_() + shortest_sweep));
}

void deadline_sweep::arm(clock::time_point when) {
  if (when >= armed_for_) return;
  armed_for_ = when;
  timer_.expires_at(when);
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (!error) self->sweep();
  });
}

void deadline_sweep::sweep() {
  armed_for_ = clock::time_point::max();
  const auto now = now_();
  auto next = clock::time_point::max();
  for (auto& each : connections_) {
    if (each.deadline_ > now) {
      next = std::min(next, each.deadline_);
      continue;
    }
    each.deadline_ = clock::time_point::max();
    each.timed_out_ = true;
    each.wake();
  }
  if (next != clock::time_point::max()) arm(std::max(next, now + shortest_sweep));
}

}  // namespace cputemp::http
