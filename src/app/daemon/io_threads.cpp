#include "daemon/io_threads.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <system_error>
#include <utility>

namespace cputemp::app {

io_threads::io_threads(std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    contexts_.push_back(std::make_unique<boost::asio::io_context>(1));
    pointers_.push_back(contexts_.back().get());
  }
}

io_threads::~io_threads() {
  stop();
  others_.clear();
}

void io_threads::start() {
  try {
    for (std::size_t i = 1; i < pointers_.size(); ++i) {
      // An answer on another thread may wait for the sampling strand, which runs on the first: that one stays until
      // no thread is left that could ask for a sample.
      auto run = [this, context = pointers_[i], stays = work(first().get_executor())]() mutable {
        run_one(*context);
        stays.reset();
      };
      others_.emplace_back(std::move(run));
    }
  } catch (const std::system_error& error) {
    throw std::runtime_error(
        fmt::format("cannot start {} threads: {}; lower --web.threads or raise the limit on processes",
                    pointers_.size(), error.code().message()));
  }
}

void io_threads::run() {
  run_one(first());
  others_.clear();
  if (failure_) std::rethrow_exception(failure_);
}

void io_threads::run_one(boost::asio::io_context& context) {
  try {
    context.run();
  } catch (...) {
    const std::scoped_lock lock(mutex_);
    if (!failure_) failure_ = std::current_exception();
    stop();
  }
}

void io_threads::stop() {
  for (auto* const context : pointers_) context->stop();
}

}  // namespace cputemp::app
