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

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "advice.hpp"
#include "build_info.hpp"
#include "daemon/endpoints.hpp"
#include "daemon/http_observer.hpp"
#include "daemon/io_threads.hpp"
#include "daemon/process.hpp"
#include "exposition_options.hpp"
#include "log/change_log.hpp"
#include "log/log_queue.hpp"
#include "notice_log.hpp"
#include "sources.hpp"

namespace cputemp::app {
namespace {

namespace asio = boost::asio;

/// The sampler has logged that.
bool nothing_to_read(const sampling::snapshot& snapshot) {
  return std::ranges::all_of(snapshot.devices, [](const auto& d) { return d->description->sensors.empty(); });
}

/// The daemon: what it is made of, and in which order it starts and ends.
class service {
 public:
  service(const options& o, const log& log, const log_queue& lines)
      : options_(o),
        log_(log),
        threads_(o.threads),
        changes_(log, threads_.first().get_executor()),
        sampler_(threads_.first().get_executor(), make_source(o, log), o.sample,
                 [this](const sampling::notice& n) { hear(n); }),
        http_metrics_(endpoint_paths(o.telemetry_path)),
        exposed_(exposition_settings(o, [&lines] { return lines.dropped(); })),
        exposition_(exposed_, build_info(), &http_metrics_),
        state_{sampler_, exposition_, o.sample.timeout, exposed_.collectors},
        observer_(http_metrics_, changes_),
        server_(threads_.all(), o.web, endpoints(state_, o.telemetry_path), observer_),
        ends_(threads_.first(), SIGINT, SIGTERM),
        hangups_(threads_.first(), SIGHUP),
        cpu_wait_(threads_.first()) {}

  /// Returns false if it can't listen on an address; logs that.
  bool listen() {
    std::vector<http::listen_address> addresses;
    for (const auto& text : options_.listen_addresses) addresses.push_back(*http::parse_listen_address(text));
    http::separate_families(addresses);
    for (const auto& address : addresses) {
      const auto bound = server_.listen(address);
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
    await_end();
    await_hangup();
  }

  /// Returns when a signal has ended the service and all is answered. Throws what a handler throws.
  void run() { threads_.run(); }

 private:
  void await_end() {
    ends_.async_wait([this](const boost::system::error_code& error, int number) {
      if (error) return;
      log_.info("shutting down", {{"signal", strsignal(number)}});
      ends_.clear();
      exit_on_signals();
      state_.ending = true;
      hangups_.cancel();
      cpu_wait_.cancel();
      sampler_.stop();
      server_.drain();
      changes_.stop();
    });
  }

  /// Other daemons read their options again then; this one has nothing to read again, and goes on.
  void await_hangup() {
    hangups_.async_wait([this](const boost::system::error_code& error, int) {
      if (error) return;
      log_.info("SIGHUP ignored; restart the exporter to change its options");
      await_hangup();
    });
  }

  void hear(const sampling::notice& n) {
    auto line = line_of(n);
    if (n.what == sampling::notice::kind::no_devices) line = no_sensors();
    if (line) changes_.write(condition_of(n), std::move(*line));
  }

  log_line no_sensors() const {
    return {log_level::warn, "no sensors found", {{"advice", no_cpu_advice(options_, {})}}};
  }

  /// Logs once, when the sensors have had the time to answer, why there is no CPU temperature.
  asio::awaitable<void> look_for_cpu() {
    for (int seconds = 0; seconds < 10 && !state_.ending; ++seconds) {
      cpu_wait_.expires_after(std::chrono::seconds(1));
      co_await cpu_wait_.async_wait(asio::as_tuple(asio::use_awaitable));
      const auto snapshot = sampler_.latest();
      if (!snapshot || snapshot->discovery_hung || state_.ending) continue;
      if (nothing_to_read(*snapshot) || snapshot->headline) co_return;
      if (!has_sensors(*snapshot)) co_return log_.write(no_sensors());
    }
    const auto snapshot = sampler_.latest();
    if (!snapshot || snapshot->discovery_hung || state_.ending) co_return;
    if (!sampling::cpu_packages(*snapshot).empty())
      log_.warn("no CPU sensor returned a reading; see the warnings above or run --doctor");
    else
      log_.warn("no sensor of the CPU found", {{"advice", no_cpu_advice(options_, *snapshot)}});
  }

  const options& options_;
  const log& log_;
  io_threads threads_;
  change_log changes_;
  sampling::sampler sampler_;
  exporter::http_metrics http_metrics_;
  exporter::exposition_settings exposed_;
  exporter::exposition exposition_;
  service_state state_;
  http_observer observer_;
  http::server server_;
  asio::signal_set ends_;
  asio::signal_set hangups_;
  asio::steady_timer cpu_wait_;
};

}  // namespace

int serve(const options& o) {
  daemon_process process(o);
  service s(o, process.own_log(), process.lines());
  if (!s.listen()) return 1;
  s.start();
  try {
    s.run();
  } catch (...) {
    exit_after(std::current_exception());
  }
  process.end(0);
}

}  // namespace cputemp::app
