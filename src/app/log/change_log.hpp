#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "log/log.hpp"

namespace cputemp::app {

/// Decides which lines about a condition are written: two at once, so that a fault and its end are seen as they happen,
/// and then one a minute until the condition has been quiet for that long. A line that is held gives way to the next
/// one, so that the last word of each minute is written, with the number of those before it that were suppressed.
class line_limit {
 public:
  using clock = std::chrono::steady_clock;
  static constexpr auto never = clock::time_point::max();

  /// Writes the line or holds it. Returns when release() is to be called for it.
  clock::time_point write(const log&, const std::string& condition, log_line, clock::time_point now);

  /// Writes the held lines that are due. Returns when the next one is.
  clock::time_point release(const log&, clock::time_point now);
  /// Writes all held lines.
  void release_all(const log&);

 private:
  struct state {
    clock::time_point written;
    unsigned left;               // lines that may still be written at once
    std::size_t suppressed = 0;  // since `written`
    std::optional<log_line> held = std::nullopt;
  };
  static void write_held(const log&, state&, clock::time_point now);

  std::map<std::string, state> conditions_;  // that had a line within a minute
};

/// The log of changes: of what begins and ends, by conditions. From any thread.
class change_log {
 public:
  /// Held lines are written on the executor.
  change_log(const log&, const boost::asio::any_io_executor&);

  void write(const std::string& condition, log_line);

  /// Writes what is held; from now on nothing is held. On the executor.
  void stop();

 private:
  void arm(line_limit::clock::time_point due);

  const log& log_;
  std::mutex mutex_;
  line_limit limit_;
  bool is_stopped_ = false;
  boost::asio::steady_timer timer_;  // on the executor, as what follows
  line_limit::clock::time_point armed_for_ = line_limit::never;
};

}  // namespace cputemp::app
