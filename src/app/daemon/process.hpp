#pragma once

#include <exception>

#include "log/log.hpp"
#include "log/log_queue.hpp"
#include "options/options.hpp"

/// What concerns the whole process: its limits, its memory, its log, its signals and its end.
namespace cputemp::app {

/// A process that stays. There is one at most.
class daemon_process {
 public:
  /// Raises the limit on descriptors as far as allowed, sets up the heap, and ignores SIGPIPE: the reader of the log
  /// may be gone. From then on an exception that leaves any thread ends the process as exit_after() does. Logs the
  /// warnings about options.
  explicit daemon_process(const options&);
  daemon_process(const daemon_process&) = delete;
  daemon_process& operator=(const daemon_process&) = delete;

  const log& own_log() const noexcept { return log_; }
  const log_queue& lines() const noexcept { return lines_; }

  /// Ends the process with this code once the log is written. Destroys nothing: a thread that hangs in a driver can't
  /// be joined.
  [[noreturn]] void end(int code);

 private:
  log_queue lines_;
  log log_;
};

/// From now on SIGINT and SIGTERM end the process at once.
void exit_on_signals();

/// Writes one line about an unexpected exception and exits with 1. There must be a daemon_process.
[[noreturn]] void exit_after(const std::exception_ptr&) noexcept;

}  // namespace cputemp::app
