#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <mutex>
#include <thread>

namespace cputemp::app {

/// A thread that makes the bodies that take longer than the other connections of an I/O thread can wait for. It starts
/// when the first one is asked for: most hosts need none.
class encoder_thread {
 public:
  encoder_thread();
  ~encoder_thread();
  encoder_thread(const encoder_thread&) = delete;
  encoder_thread& operator=(const encoder_thread&) = delete;

  /// Makes the body on the thread, or at once if none can be started. Throws what that throws.
  boost::asio::awaitable<exporter::body_pointer> make(exporter::exposition&, exporter::snapshot_pointer,
                                                      exporter::exposition_request);

 private:
  boost::asio::io_context* running();

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::mutex mutex_;
  std::jthread thread_;  // of context_
};

}  // namespace cputemp::app
