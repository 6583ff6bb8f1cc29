#include "live_exporter.hpp"

#include <boost/asio/post.hpp>

#include <array>
#include <utility>

namespace cputemp::app::test {
namespace {

using namespace std::chrono_literals;

class one_chip final : public hwmon::sensor_source {
 public:
  explicit one_chip(std::size_t sensors) {
    auto chip = std::make_shared<hwmon::device_description>();
    chip->id = chip->bus = "chip";
    chip->identity = hwmon::chip_identity{"platform_coretemp_0", "coretemp"};
    for (std::size_t i = 1; i <= sensors; ++i)
      chip->sensors.push_back({"temp" + std::to_string(i), {{"input", "temp" + std::to_string(i) + "_input"}}});
    chip_ = std::move(chip);
  }
  hwmon::inventory discover() const override { return {.devices = {chip_}, .problems = {}}; }
  std::unique_ptr<hwmon::device_reader> reader(std::shared_ptr<const hwmon::device_description> d) const override {
    return std::make_unique<one_reader>(d->sensors.size());
  }

 private:
  class one_reader final : public hwmon::device_reader {
   public:
    explicit one_reader(std::size_t sensors)
        : details_(std::make_shared<const std::vector<hwmon::sensor_details>>(
              sensors,
              hwmon::sensor_details{"Core", hwmon::cpu_position{hwmon::cpu_part::core, 0, 0}, {{"crit", 100'000}}})) {}
    hwmon::readout read(hwmon::read_scope) override {
      hwmon::readout result;
      result.details = details_;
      result.inputs.assign(details_->size(), hwmon::reading(45'000));
      return result;
    }

   private:
    std::shared_ptr<const std::vector<hwmon::sensor_details>> details_;
  };
  std::shared_ptr<const hwmon::device_description> chip_;
};

sampling::settings one_lasting_sweep() {
  return {.interval = 24h, .max_age = 24h, .timeout = 10s, .window = 24h, .hear_uevents = false};
}

}  // namespace

void keeping_observer::handler_failed(std::string_view what) noexcept {
  metrics().handler_failed();
  const std::scoped_lock lock(mutex_);
  failures_.emplace_back(what);
}

std::vector<std::string> keeping_observer::failures() const {
  const std::scoped_lock lock(mutex_);
  return failures_;
}

live_exporter::live_exporter(std::size_t sensors, exporter::exposition_settings settings)
    : sampler_(context_.get_executor(), std::make_shared<const one_chip>(sensors), one_lasting_sweep(),
               [](const sampling::notice&) {}),
      metrics_(endpoint_paths("/metrics")),
      exposition_(std::move(settings), {}, &metrics_),
      state_{sampler_, exposition_, 10s, exporter::all_collectors},
      observer_(metrics_),
      server_(std::array{&context_}, {}, endpoints(state_, "/metrics"), observer_),
      address_(server_.listen(*http::parse_listen_address("127.0.0.1:0")).value()) {
  sampler_.start();
  server_.start();
  thread_ = std::thread([this] {
    context_.run();
    is_over_ = true;
  });
}

live_exporter::~live_exporter() {
  drain();
  is_over_within(5s);
  context_.stop();
  thread_.join();
}

void live_exporter::drain() {
  boost::asio::post(context_, [this] {
    sampler_.stop();
    server_.drain();
  });
}

bool live_exporter::is_over_within(std::chrono::milliseconds limit) const {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!is_over_ && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(1ms);
  return is_over_;
}

}  // namespace cputemp::app::test
