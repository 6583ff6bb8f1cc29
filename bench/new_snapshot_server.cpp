// The exporter's server and encoders, with another snapshot for each scrape: in the exporter itself a scrape meets a
// new one once in an interval, and what that costs is lost among what the sampling costs.
//
//     new_snapshot_server SYSFS
//
// reads the sensors below SYSFS once, listens on a port of 127.0.0.1 that the kernel chooses and prints it. From one
// snapshot to the next each sensor reads something else. Stands beside floor_server in scrape.sh.

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/server.hpp>
#include <cputemp/hwmon/sysfs_source.hpp>
#include <cputemp/metrics/text_encoder.hpp>
#include <cputemp/sampling/sampler.hpp>

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

namespace {

using namespace cputemp;
using namespace std::chrono_literals;
using snapshot_pointer = exporter::exposition::snapshot_pointer;

/// The next one of the same host.
snapshot_pointer next_of(const sampling::snapshot& before) {
  auto next = std::make_shared<sampling::snapshot>(before);
  ++next->sequence;
  ++next->sweeps;
  next->taken += 1s;
  for (auto& device : next->devices) {
    auto read = std::make_shared<sampling::device_state>(*device);
    for (auto& input : read->inputs)
      if (input) input = *input + (next->sequence % 2 == 0 ? 1'125 : -1'125);
    device = std::move(read);
  }
  return next;
}

/// Counts as the exporter does.
class counting_observer final : public http::server_observer {
 public:
  explicit counting_observer(exporter::http_metrics& metrics) : metrics_(metrics) {}
  void answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept override {
    metrics_.answered(endpoint, status, taken);
  }
  void connection_opened() noexcept override { metrics_.connection_opened(); }
  void connection_closed() noexcept override { metrics_.connection_closed(); }
  void connection_rejected() noexcept override { metrics_.connection_rejected(); }
  void accept_failing(const boost::system::error_code&) noexcept override {}
  void accept_recovered() noexcept override {}
  void handler_failed(std::string_view what) noexcept override {
    std::cerr << what << '\n';
    std::_Exit(1);
  }

 private:
  exporter::http_metrics& metrics_;
};

/// What the sensors say once.
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
    counting_observer observer(counted);
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
