#pragma once

#include <exception>

#include "log/log.hpp"
#include "log/log_queue.hpp"

/// What concerns the whole process: its limits, its memory, its signals and its end.
namespace cputemp::app {

/// Raises the limit on descriptors as far as allowed, sets up the heap, and ignores SIGPIPE: the reader of the log may
/// be gone.
void set_up_process();

/// From now on SIGINT and SIGTERM end the process at once.
void exit_on_signals();

/// From now on an exception that leaves any thread ends the process as exit_after() does. Both outlive the process.
void exit_after_exceptions(const log&, log_queue&);

/// Writes one line about an unexpected exception and exits with 1. After exit_after_exceptions().
[[noreturn]] void exit_after(const std::exception_ptr&) noexcept;

}  // namespace cputemp::app
