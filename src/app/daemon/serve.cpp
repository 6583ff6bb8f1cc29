#include "commands.hpp"

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/server.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/sampler.hpp>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <malloc.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>

#include "advice.hpp"
#include "build_info.hpp"
#include "daemon/endpoints.hpp"
#include "daemon/http_observer.hpp"
#include "daemon/io_threads.hpp"
#include "exposition_options.hpp"
#include "notice_log.hpp"
#include "sources.hpp"

namespace cputemp::app {
namespace {

namespace asio = boost::asio;

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

/// The second signal: the drain is not waited for any more. As PID 1 of a container a handler is needed, since the
/// kernel drops signals there that have none.
void exit_on_signals() {
  const auto exit_now = [](int number) { _exit(128 + number); };
  handle_signal(SIGINT, exit_now);
  handle_signal(SIGTERM, exit_now);
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

const log* log_of_the_end = nullptr;

/// The only way to end of an exception that nobody expected, whichever thread it was on.
[[noreturn]] void exit_after(const std::exception_ptr& thrown) noexcept {
  static std::atomic_flag ending;
  // Writing the line may throw, too: memory may be short.
  if (!ending.test_and_set() && thrown)
    log_of_the_end->error("stopping after an internal error", {{"err", description_of(thrown)}});
  _exit(1);
}

/// Threads that read sensors or encode have nobody who would catch what they throw.
void exit_after_exceptions(const log& log) {
  log_of_the_end = &log;
  std::set_terminate([] { exit_after(std::current_exception()); });
}

/// The sampler has said so then.
bool nothing_to_read(const sampling::snapshot& snapshot) {
  return std::ranges::all_of(snapshot.devices, [](const auto& d) { return d->description->sensors.empty(); });
}

/// The daemon: what it is made of, and in which order it starts and ends.
class service {
 public:
  service(const options& o, const log& log)
      : options_(o),
        log_(log),
        threads_(o.threads),
        sampler_(threads_.first().get_executor(), make_source(o), o.sample,
                 [this](const sampling::notice& n) { hear(n); }),
        http_metrics_(endpoint_paths(o.telemetry_path)),
        exposition_(exposition_settings(o), build_info(), &http_metrics_),
        state_{sampler_, exposition_, o.sample.timeout, exposition_settings(o).collectors},
        observer_(http_metrics_, log),
        server_(threads_.all(), o.web, endpoints(state_, o.telemetry_path), observer_),
        signals_(threads_.first(), SIGINT, SIGTERM),
        cpu_wait_(threads_.first()) {}

  /// False where an address can't be listened on; that is logged.
  bool listen() {
    for (const auto& text : options_.listen_addresses) {
      const auto bound = server_.listen(*http::parse_listen_address(text));
      if (!bound) {
        log_.error(bound.error().message);
        return false;
      }
      log_.info("listening", {{"address", *bound}});
    }
    return true;
  }

  /// Throws if the system allows too few threads.
  void start() {
    sampler_.start();
    threads_.start();
    server_.start();
    const auto look = [this] { return look_for_cpu(); };
    asio::co_spawn(threads_.first(), look, [](const std::exception_ptr& thrown) {
      if (thrown) std::rethrow_exception(thrown);
    });
    await_signal();
  }

  /// Returns when a signal has ended the service and all is answered. Throws what a handler throws.
  void run() { threads_.run(); }

 private:
  void await_signal() {
    signals_.async_wait([this](const boost::system::error_code& error, int number) {
      if (error) return;
      log_.info("ending", {{"signal", strsignal(number)}});
      signals_.clear();
      exit_on_signals();
      state_.ending = true;
      cpu_wait_.cancel();
      sampler_.stop();
      server_.drain();
    });
  }

  void hear(const sampling::notice& n) {
    log_notice(log_, n);
    if (n.what == sampling::notice::kind::no_devices) advise("no sensors found");
  }

  void advise(std::string_view what) const { log_.warn(what, {{"advice", no_sensor_advice(options_)}}); }

  /// Says once, when the sensors have had the time to answer, why there is no CPU temperature.
  asio::awaitable<void> look_for_cpu() {
    for (int seconds = 0; seconds < 10 && !state_.ending; ++seconds) {
      cpu_wait_.expires_after(std::chrono::seconds(1));
      co_await cpu_wait_.async_wait(asio::as_tuple(asio::use_awaitable));
      const auto snapshot = sampler_.latest();
      if (!snapshot || state_.ending) continue;
      if (nothing_to_read(*snapshot) || snapshot->headline) co_return;
      if (!has_sensors(*snapshot)) co_return advise("no sensors found");
    }
    const auto snapshot = sampler_.latest();
    if (!snapshot || state_.ending) co_return;
    if (!sampling::cpu_packages(*snapshot).empty())
      log_.warn("the sensors of the CPU give no temperature", {{"advice", "see what is said of them, or --doctor"}});
    else
      advise("no sensor of the CPU found");
  }

  const options& options_;
  const log& log_;
  io_threads threads_;
  sampling::sampler sampler_;
  exporter::http_metrics http_metrics_;
  exporter::exposition exposition_;
  service_state state_;
  http_observer observer_;
  http::server server_;
  asio::signal_set signals_;
  asio::steady_timer cpu_wait_;
};

}  // namespace

int serve(const options& o, const log& log) {
  raise_descriptor_limit();
  set_heap();
  handle_signal(SIGPIPE, SIG_IGN);  // standard error may be a pipe that nobody reads any more
  service s(o, log);
  if (!s.listen()) return 1;
  s.start();
  exit_after_exceptions(log);
  try {
    s.run();
  } catch (...) {
    exit_after(std::current_exception());
  }
  log.info("ended");
  _exit(0);  // a thread that hangs in a driver can't be joined
}

}  // namespace cputemp::app
