#pragma once

#include <atomic>
#include <mutex>
#include <shared_mutex>

namespace cputemp::metrics {

/// A shared mutex on which a writer waits only for the readers that were there before it. glibc's std::shared_mutex
/// admits readers as long as there is one, so that threads that look up without pause keep a writer out for seconds.
/// A reader must not lock it twice.
class writer_first_mutex {
 public:
  void lock() {
    const std::scoped_lock turn(turn_);
    writer_waits_.store(true, std::memory_order_relaxed);
    mutex_.lock();
    writer_waits_.store(false, std::memory_order_relaxed);
  }
  void unlock() { mutex_.unlock(); }

  void lock_shared() {
    if (writer_waits_.load(std::memory_order_relaxed)) const std::scoped_lock turn(turn_);
    mutex_.lock_shared();
  }
  bool try_lock_shared() { return !writer_waits_.load(std::memory_order_relaxed) && mutex_.try_lock_shared(); }
  void unlock_shared() { mutex_.unlock_shared(); }

 private:
  std::shared_mutex mutex_;
  std::atomic<bool> writer_waits_{false};
  std::mutex turn_;  // held while a writer waits
};

}  // namespace cputemp::metrics
