#include "daemon/process.hpp"

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdint>
#include <string>

#include "notice_log.hpp"

namespace cputemp::app {
namespace {

/// Sensors and connections each take a descriptor.
void raise_descriptor_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/// Large bodies go back to the kernel as they are freed. The threshold would otherwise grow with the first of them, and
/// the heap stay at what the most bodies ever took that were on their way to slow clients at once. And the heap keeps
/// at its end what a usual host's snapshot is encoded with: by default it would be given back and taken again with each
/// one, page by page, at half the cost of the encoding.
void set_heap() {
  constexpr int large = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, large);
  mallopt(M_TRIM_THRESHOLD, large);
}

void handle_signal(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  sigaction(number, &action, nullptr);
}

std::string description_of(const std::exception_ptr& thrown) {
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& known) {
    return known.what();
  } catch (...) {
    return "not a std::exception";
  }
}

struct {
  const log* to = nullptr;
  log_queue* lines = nullptr;
} last_words;

}  // namespace

daemon_process::daemon_process(const options& o)
    : lines_(STDERR_FILENO, [&o](std::uint64_t dropped) { return line_about_dropped(o.level, o.format, dropped); }),
      log_(o.level, o.format, lines_) {
  raise_descriptor_limit();
  set_heap();
  handle_signal(SIGPIPE, SIG_IGN);
  last_words = {&log_, &lines_};
  std::set_terminate([] { exit_after(std::current_exception()); });
  for (const auto& warning : o.warnings) log_.warn(warning);
}

void daemon_process::end(int code) {
  log_.info("stopped");
  lines_.flush();
  _exit(code);
}

void exit_on_signals() {
  // As PID 1 of a container a handler is needed: the kernel drops signals there that have none.
  const auto exit_now = [](int number) { _exit(128 + number); };
  handle_signal(SIGINT, exit_now);
  handle_signal(SIGTERM, exit_now);
}

void exit_after(const std::exception_ptr& thrown) noexcept {
  static std::atomic_flag is_ending;
  // The description may throw, too, if memory is short; that leads here again.
  if (!is_ending.test_and_set() && thrown) {
    last_words.to->error("stopping after an internal error", {{"err", description_of(thrown)}});
    last_words.lines->flush();
  }
  _exit(1);
}

}  // namespace cputemp::app
