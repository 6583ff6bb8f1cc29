#include "sensor_thread.hpp"

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

void leave_shared_descriptors() {
  // Keeps standard input, output and error. unshare(CLONE_FILES) would do, but container runtimes deny it.
  syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_UNSHARE);
}

}  // namespace

void start_sensor_thread(std::function<void()> run) {
  const signals_blocked until_started;
  std::thread([run = std::move(run)] {
    pthread_setname_np(pthread_self(), "sensors");
    leave_shared_descriptors();
    run();
  }).detach();
}

}  // namespace cputemp::sampling
