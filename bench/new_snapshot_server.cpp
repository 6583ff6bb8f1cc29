// The exporter's server and encoders, with another snapshot for each scrape: in the exporter itself a scrape meets a
// new one once in an interval, and that cost is lost in the cost of sampling.
//
//     new_snapshot_server SYSFS
//
// reads the sensors below SYSFS once, listens on a port of 127.0.0.1 that the kernel chooses and prints it. Stands
// beside floor_server in scrape.sh.

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/server.hpp>
#include <cputemp/hwmon/sysfs_source.hpp>
#include <cputemp/metrics/text_encoder.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/sampler.hpp>

#include "support/counting_observer.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace cputemp;
using namespace std::chrono_literals;
using snapshot_pointer = exporter::snapshot_pointer;

void add_observation(metrics::histogram_value& to, double value) {
  for (auto& bucket : to.buckets)
    if (value <= bucket.upper_bound) ++bucket.cumulative_count;
  ++to.count;
  to.sum += value;
}

std::shared_ptr<const sampling::device_state> next_of(const sampling::device_state& before, bool rises) {
  auto next = std::make_shared<sampling::device_state>(before);
  for (auto& input : next->inputs)
    if (input) input = *input + (rises ? 1'125 : -1'125);
  next->read_duration = 20us + next->read_duration.value_or(0us) % 10us + 1us;
  return next;
}

/// Returns the next snapshot of the same host: with other readings and times, and the same limits, alarms, error
/// counts and extremes in the window.
snapshot_pointer next_of(const sampling::snapshot& before) {
  auto next = std::make_shared<sampling::snapshot>(before);
  ++next->sequence;
  ++next->sweeps;
  next->taken += 1s;
  add_observation(next->sweep_duration_seconds, 1e-4);
  const bool rises = next->sequence % 2 == 0;
  for (auto& device : next->devices) device = next_of(*device, rises);
  next->headline = sampling::hottest_cpu_package(sampling::cpu_packages(*next));
  if (next->cpu_window) {
    auto window = *next->cpu_window;
    ++window.count;
    window.sum += 40;
    for (auto& quantile : window.quantiles) quantile.value += rises ? 1.125 : -1.125;
    next->cpu_window = std::make_shared<const metrics::summary_value>(std::move(window));
  }
  if (next->packages) {
    auto packages = *next->packages;
    for (auto& package : packages) {
      add_observation(package.distribution, 40);
      for (auto& above : package.above) above.seconds += 1;
    }
    next->packages = std::make_shared<const std::vector<sampling::package_history>>(std::move(packages));
  }
  return next;
}

/// Ends the program if a handler fails, since nothing would be measured.
class exiting_observer final : public cputemp::test::counting_observer {
 public:
  using counting_observer::counting_observer;
  void handler_failed(std::string_view what) noexcept override {
    std::cerr << what << '\n';
    std::_Exit(1);
  }
};

/// Reads the sensors once.
snapshot_pointer read_once(const char* sysfs) {
  boost::asio::io_context io;
  sampling::sampler sampler(io.get_executor(), hwmon::make_sysfs_source({.root = sysfs}),
                            {.max_age = 24h, .timeout = 10s, .hear_uevents = false}, [](const auto&) {});
  snapshot_pointer read;
  const auto wait = [&]() -> boost::asio::awaitable<void> {
    read = co_await sampler.fresh(sampling::boot_clock::now() + 10s);
    sampler.stop();
  };
  sampler.start();
  co_spawn(io, wait, boost::asio::detached);
  io.run();
  if (!read || read->devices.empty()) throw std::runtime_error("no sensors below " + std::string(sysfs));
  return read;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count != 2) throw std::invalid_argument("usage: new_snapshot_server SYSFS");
    auto newest = read_once(arguments[1]);
    exporter::http_metrics counted({"/metrics", "/", "/-/healthy", "/-/ready"});
    exporter::exposition exposition({}, {"0", "0", "0", "0", "0"}, &counted);
    const auto answer = [&](const http::request&) -> http::answering {
      newest = next_of(*newest);
      return http::response{.content_type = metrics::text_content_type, .body = exposition.make(newest, {})};
    };
    boost::asio::io_context io(1);
    boost::asio::io_context* const workers[] = {&io};
    exiting_observer observer(counted);
    http::server server(workers, {}, {{"/metrics", answer}}, observer);
    const auto address = server.listen(http::parse_listen_address("127.0.0.1:0").value()).value();
    std::cout << address.substr(address.rfind(':') + 1) << std::endl;
    server.start();
    io.run();
  } catch (const std::exception& error) {
    std::cerr << "new_snapshot_server: " << error.what() << '\n';
    return 1;
  }
}
