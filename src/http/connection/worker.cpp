#include "connection/worker.hpp"

#include <utility>

namespace cputemp::http {

worker::worker(boost::asio::io_context& context, std::shared_ptr<shared_state> shared, time_source now)
    : context_(context),
      shared_(std::move(shared)),
      calls_(shared_->observer),
      stays_(context.get_executor()),
      sweep_(std::make_shared<deadline_sweep>(context, now)) {}

void worker::add(hosted_connection& opened) {
  sweep_->add(opened);
  // Accepted just before the draining began.
  if (is_draining_) opened.leave();
}

void worker::remove(hosted_connection& closed) {
  sweep_->remove(closed);
  report_if_drained();
}

void worker::drain() {
  is_draining_ = true;
  sweep_->for_each([](hosted_connection& each) { each.leave(); });
  stays_.reset();
  report_if_drained();
}

void worker::stop() {
  sweep_->for_each([](hosted_connection& each) { each.cut(); });
  drain();
}

void worker::report_if_drained() {
  if (!is_draining_ || is_drained_ || !sweep_->is_empty()) return;
  is_drained_ = true;
  shared_->worker_is_drained();
}

}  // namespace cputemp::http
