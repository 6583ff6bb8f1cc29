#pragma once

#include <cputemp/exporter/exposition.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>

#include <mutex>
#include <optional>

namespace cputemp::app {

/// A thread on which bodies are made that take longer than the other connections of an I/O thread can wait for. It is
/// started when the first one is asked for: most hosts need none.
class encoder_thread {
 public:
  /// The body, made on the thread, or at once where none can be started; what that throws, this throws.
  boost::asio::awaitable<exporter::exposition::body> make(exporter::exposition&, exporter::exposition::snapshot_pointer,
                                                          exporter::exposition_request);

 private:
  boost::asio::thread_pool* pool();

  std::mutex mutex_;
  std::optional<boost::asio::thread_pool> pool_;
};

}  // namespace cputemp::app
