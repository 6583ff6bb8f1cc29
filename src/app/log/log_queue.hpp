#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "log/log.hpp"

namespace cputemp::app {

/// Writes lines to a descriptor on a thread of its own, so that a reader that stops reading holds up no thread: lines
/// that find the queue full are dropped and counted. A thread works with every kind of descriptor. O_NONBLOCK would
/// not: it changes the open file description, which the parent process or a shell may share.
class log_queue final : public log_sink {
 public:
  /// What the thread writes when it could write again: a finished line, or nothing if that is not to be shown.
  using dropped_line = std::function<std::string(std::uint64_t dropped)>;

  /// The descriptor stays open as long as the process. If no thread can be started, write() waits for the reader.
  log_queue(int descriptor, dropped_line);
  /// As flush(), for a second at most. A thread that still waits for the reader then is left behind.
  ~log_queue() override;
  log_queue(const log_queue&) = delete;
  log_queue& operator=(const log_queue&) = delete;

  void write(std::string_view line) noexcept override;
  void lose_line() noexcept override;

  /// Waits until all lines are written, but no longer than that; returns whether they are.
  bool flush(std::chrono::milliseconds limit = std::chrono::seconds(1)) noexcept;

  /// Lines that are lost: the queue was full, or the descriptor refused them.
  std::uint64_t dropped() const noexcept;

 private:
  class shared;
  std::shared_ptr<shared> shared_;  // with the thread
};

}  // namespace cputemp::app
