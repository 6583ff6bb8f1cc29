#pragma once

#include <cputemp/http/server.hpp>

#include <mutex>
#include <optional>
#include <utility>

namespace cputemp::http {

/// The calls of one worker to the endpoints and the observer, which belong to the program and may be gone once the
/// server is destroyed. So none is made after close(). Its mutex is contended by close() alone, and recursive so that
/// an endpoint may destroy its server.
class outward_calls {
 public:
  explicit outward_calls(server_observer& observer) : observer_(observer) {}

  /// Waits for the call that is under way. From any thread.
  void close() noexcept {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
  }

  template <class... Parameters, class... Arguments>
  void report(void (server_observer::*event)(Parameters...) noexcept, Arguments&&... arguments) noexcept {
    const std::lock_guard lock(mutex_);
    if (!is_closed_) (observer_.*event)(std::forward<Arguments>(arguments)...);
  }

  /// Nothing once closed.
  std::optional<answering> ask(const endpoint& asked, const request& about) {
    const std::lock_guard lock(mutex_);
    if (is_closed_) return std::nullopt;
    return asked.answer(about);
  }

 private:
  std::recursive_mutex mutex_;
  bool is_closed_ = false;
  server_observer& observer_;
};

}  // namespace cputemp::http
