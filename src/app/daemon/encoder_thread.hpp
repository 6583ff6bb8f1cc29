#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <mutex>
#include <thread>

namespace cputemp::app {

/// A thread that makes the bodies that take longer than the other connections of an I/O thread can wait for, one at a
/// time. It starts when the first one is asked for: most hosts need none. Bodies with all collectors, which Prometheus
/// usually asks for, are made before those with a part, of which only a few may wait: clients can ask for so many
/// different parts that all others would wait for them.
class encoder_thread {
 public:
  /// `full` are all collectors that can be asked for.
  explicit encoder_thread(exporter::collector_set full);
  ~encoder_thread();
  encoder_thread(const encoder_thread&) = delete;
  encoder_thread& operator=(const encoder_thread&) = delete;

  /// Makes the body on the thread, or at once if none can be started. Null if too many parts are waiting. Throws what
  /// the making throws.
  boost::asio::awaitable<exporter::body_pointer> make(exporter::exposition&, exporter::snapshot_pointer,
                                                      exporter::exposition_request);

 private:
  using work_guard = boost::asio::executor_work_guard<boost::asio::io_context::executor_type>;

  bool is_running();
  boost::asio::awaitable<exporter::body_pointer> make_there(boost::asio::io_context& queue, exporter::exposition&,
                                                            exporter::snapshot_pointer, exporter::exposition_request);
  void make_next();

  const exporter::collector_set full_;
  boost::asio::io_context turns_{1};  // one for each body in a queue
  boost::asio::io_context full_bodies_{1};
  boost::asio::io_context parts_{1};
  std::array<work_guard, 3> work_;  // an io_context without work would make nothing any more
  std::atomic<std::size_t> waiting_parts_ = 0;
  std::mutex mutex_;
  std::jthread thread_;  // of turns_
};

}  // namespace cputemp::app
