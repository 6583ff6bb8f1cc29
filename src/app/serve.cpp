#include "commands.hpp"

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/server.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/sampler.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "advice.hpp"
#include "build_info.hpp"
#include "endpoints.hpp"
#include "http_observer.hpp"
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

/// One io_context a thread; they share nothing. The first also runs the sampling strand and the listeners.
class io_threads {
 public:
  explicit io_threads(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      contexts_.push_back(std::make_unique<asio::io_context>(1));
      pointers_.push_back(contexts_.back().get());
    }
  }
  asio::io_context& first() { return *contexts_.front(); }
  const std::vector<asio::io_context*>& all() const { return pointers_; }

  /// Returns when every context has run out of work, which the server sees to after its drain.
  void run() {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < contexts_.size(); ++i)
      others.emplace_back([context = pointers_[i]] { context->run(); });
    first().run();
  }

 private:
  std::vector<std::unique_ptr<asio::io_context>> contexts_;
  std::vector<asio::io_context*> pointers_;
};

/// The daemon: what it is made of, and in which order it starts and ends.
class service {
 public:
  service(const options& o, const log& log)
      : options_(o),
        log_(log),
        threads_(o.threads),
        sampler_(threads_.first().get_executor(), make_source(o), o.sample,
                 [&log](const sampling::notice& n) { log_notice(log, n); }),
        http_metrics_(endpoint_paths(o.telemetry_path)),
        exposition_({.own_families = o.exporter_metrics,
                     .process_families = o.exporter_metrics && o.collect.process,
                     .procfs = o.procfs},
                    build_info(), &http_metrics_),
        state_{sampler_, exposition_, o.sample.timeout},
        observer_(http_metrics_, log),
        server_(threads_.all(), o.web, endpoints(state_, o.telemetry_path), observer_),
        signals_(threads_.first(), SIGINT, SIGTERM) {}

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

  void run() {
    sampler_.start();
    server_.start();
    const auto advise = [this] { return advise_once(); };
    asio::co_spawn(threads_.first(), advise, asio::detached);
    await_signal();
    threads_.run();
  }

 private:
  void await_signal() {
    signals_.async_wait([this](const boost::system::error_code& error, int number) {
      if (error) return;
      log_.info("ending", {{"signal", strsignal(number)}});
      signals_.clear();
      exit_on_signals();
      state_.ending = true;
      sampler_.stop();
      server_.drain();
    });
  }

  /// Says once, after the first sweep, why there is no CPU temperature.
  asio::awaitable<void> advise_once() {
    std::shared_ptr<const sampling::snapshot> snapshot;
    while (!snapshot && !state_.ending) snapshot = co_await sampler_.fresh(sampling::steady_clock::time_point::max());
    if (snapshot && !sampling::hottest_cpu_package(*snapshot))
      log_.warn(snapshot->devices.empty() ? "no sensors found" : "no sensor of the CPU can be read",
                {{"advice", no_sensor_advice(options_.sysfs, options_.procfs)}});
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
};

}  // namespace

int serve(const options& o, const log& log) {
  raise_descriptor_limit();
  handle_signal(SIGPIPE, SIG_IGN);  // standard error may be a pipe that nobody reads any more
  service s(o, log);
  if (!s.listen()) return 1;
  s.run();
  log.info("ended");
  _exit(0);  // a thread that hangs in a driver can't be joined
}

}  // namespace cputemp::app
