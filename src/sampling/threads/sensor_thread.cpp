#include "threads/sensor_thread.hpp"

#include <linux/close_range.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <csignal>
#include <thread>
#include <utility>

namespace cputemp::sampling {
namespace {

/// Blocks all signals for the threads that are created while it lives.
class signals_blocked {
 public:
  signals_blocked() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~signals_blocked() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  signals_blocked(const signals_blocked&) = delete;
  signals_blocked& operator=(const signals_blocked&) = delete;

 private:
  sigset_t before_{};
};

/// Does not use unshare(CLONE_FILES) for the first step: container runtimes deny it.
void keep_only(int descriptor) {
  const auto kept = static_cast<unsigned>(descriptor);
  constexpr unsigned first = STDERR_FILENO + 1;
  if (syscall(SYS_close_range, kept + 1, ~0U, CLOSE_RANGE_UNSHARE) == 0 && kept > first)
    syscall(SYS_close_range, first, kept - 1, 0U);
}

}  // namespace

void start_sensor_thread(std::shared_ptr<const doorbell> bell, std::function<void()> run) {
  const signals_blocked until_started;
  std::thread([bell = std::move(bell), run = std::move(run)] {
    pthread_setname_np(pthread_self(), "sensors");
    keep_only(bell->descriptor());
    run();
  }).detach();
}

}  // namespace cputemp::sampling
