#pragma once

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace cputemp::app {

/// One io_context a thread; they share nothing. The first also runs the sampling strand and the listeners.
class io_threads {
 public:
  explicit io_threads(std::size_t count);
  /// Stops the contexts and joins the threads.
  ~io_threads();
  io_threads(const io_threads&) = delete;
  io_threads& operator=(const io_threads&) = delete;

  boost::asio::io_context& first() { return *contexts_.front(); }
  const std::vector<boost::asio::io_context*>& all() const { return pointers_; }

  /// Starts all threads except the first, which is the caller's. Throws runtime_error if the system allows no more.
  void start();

  /// Runs the first context and returns when every context has run out of work. If a handler throws, whichever thread
  /// it is on, all contexts stop and run() throws that. After start().
  void run();

 private:
  using work = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

  void run_one(boost::asio::io_context&);
  void stop();

  std::vector<std::unique_ptr<boost::asio::io_context>> contexts_;
  std::vector<boost::asio::io_context*> pointers_;
  std::mutex mutex_;
  std::exception_ptr failure_;  // the first one
  std::vector<std::jthread> others_;
};

}  // namespace cputemp::app
