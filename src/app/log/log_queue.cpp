#include "log/log_queue.hpp"

#include <poll.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

namespace cputemp::app {
namespace {

// As much as a pipe holds. Another one of this size may be on its way.
constexpr std::size_t most_bytes = 64 * 1024;

/// Returns false if the descriptor takes no more for another reason than that its reader is slow.
bool write_to_reader(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {  // another process made it non-blocking
      pollfd writable{.fd = descriptor, .events = POLLOUT, .revents = 0};
      ::poll(&writable, 1, -1);
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

}  // namespace

class log_queue::shared {
 public:
  shared(int descriptor, dropped_line line) : descriptor_(descriptor), dropped_line_(std::move(line)) {}

  void push(std::string_view line) {
    const std::scoped_lock lock(mutex_);
    if (is_over_) return write_lines(line);
    if (waiting_.size() + line.size() > most_bytes) return lose();
    waiting_ += line;
    changed_.notify_all();
  }

  void lose() noexcept { dropped_.fetch_add(1, std::memory_order_relaxed); }
  std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

  bool flush(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, limit, [this] { return !is_writing_ && waiting_.empty(); });
  }

  /// The thread ends when all is written. From now on push() writes itself.
  void end() {
    const std::scoped_lock lock(mutex_);
    is_over_ = true;
    changed_.notify_all();
  }

  /// Until end(). Allocates nothing except for the line about those that were dropped: a thread that does costs memory.
  void run() {
    std::string writing;
    while (take(writing)) {
      write_lines(writing);
      writing.clear();
      std::unique_lock lock(mutex_);
      is_writing_ = false;
      lock.unlock();
      changed_.notify_all();
    }
  }

 private:
  void write_lines(std::string_view lines) {
    bool works = true;
    while (!lines.empty()) {
      const auto line = lines.substr(0, lines.find('\n') + 1);
      // A line is one write, which doesn't mix with those of other processes in the same pipe.
      works = write_to_reader(descriptor_, line);
      if (!works) lose();
      lines.remove_prefix(line.size());
    }
    if (works) report_dropped();
  }

  bool take(std::string& writing) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return is_over_ || !waiting_.empty(); });
    waiting_.swap(writing);
    is_writing_ = !writing.empty();
    return is_writing_;
  }

  void report_dropped() {
    const auto all = dropped();
    if (all == reported_) return;
    try {
      if (write_to_reader(descriptor_, dropped_line_(all - reported_))) reported_ = all;
    } catch (const std::exception&) {
      return;  // memory is short: after another line
    }
  }

  const int descriptor_;
  const dropped_line dropped_line_;
  std::atomic<std::uint64_t> dropped_{0};
  std::uint64_t reported_ = 0;  // of whoever writes

  std::mutex mutex_;
  std::condition_variable changed_;
  std::string waiting_;
  bool is_writing_ = false;
  bool is_over_ = false;
};

log_queue::log_queue(int descriptor, dropped_line line)
    : shared_(std::make_shared<shared>(descriptor, std::move(line))) {
  try {
    std::thread([with = shared_] { with->run(); }).detach();
  } catch (const std::system_error&) {
    shared_->end();
  }
}

log_queue::~log_queue() {
  flush();
  shared_->end();
}

void log_queue::write(std::string_view line) noexcept try { shared_->push(line); } catch (const std::exception&) {
  shared_->lose();
}

void log_queue::lose_line() noexcept { shared_->lose(); }

bool log_queue::flush(std::chrono::milliseconds limit) noexcept { return shared_->flush(limit); }

std::uint64_t log_queue::dropped() const noexcept { return shared_->dropped(); }

}  // namespace cputemp::app
