// Measures the cost of the body of a snapshot, in each schema, format and coding: made for a new one, and taken again
// for a known one. An item is a sample, and bytes are those of the body; if it is compressed, of the plain one.

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/gzip.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace cputemp;

constexpr unsigned sensors_per_package = 33;

/// One CPU's chip. Each sensor has two limits and an alarm, and was read in the window.
std::shared_ptr<const sampling::device_state> make_package(unsigned package) {
  auto description = std::make_shared<hwmon::device_description>();
  description->identity = hwmon::chip_identity{"platform_coretemp_" + std::to_string(package), "coretemp"};
  description->directory = "/sys/devices/platform/coretemp/hwmon/hwmon" + std::to_string(package);
  auto details = std::make_shared<std::vector<hwmon::sensor_details>>();
  auto alarms = std::make_shared<std::vector<std::vector<hwmon::alarm>>>();
  auto attributes = std::make_shared<hwmon::raw_attributes>();
  auto state = std::make_shared<sampling::device_state>();
  for (unsigned i = 0; i < sensors_per_package; ++i) {
    const std::string label = "Core " + std::to_string(i);
    auto& sensor = description->sensors.emplace_back();
    sensor.sensor = "temp" + std::to_string(i + 1);
    for (const char* name : {"crit", "crit_alarm", "input", "label", "max"}) sensor.attributes.push_back({name, {}});
    details->push_back(
        {label, hwmon::cpu_position{hwmon::cpu_part::core, package, i}, {{"crit", 100'000}, {"max", 84'000}}});
    alarms->push_back({{"crit", false}});
    attributes->values.push_back({{"crit", 100'000}, {"crit_alarm", 0}, {"max", 84'000}});
    attributes->labels.emplace_back(label);
    state->inputs.emplace_back(45'000);
    state->window.emplace_back(sampling::extremes{44'000, 46'000});
  }
  state->description = std::move(description);
  state->details = std::move(details);
  state->alarms = std::move(alarms);
  state->attributes = std::move(attributes);
  state->up = true;
  return state;
}

std::shared_ptr<const sampling::snapshot> make_snapshot(std::int64_t sensors) {
  auto snapshot = std::make_shared<sampling::snapshot>();
  for (unsigned package = 0; package * sensors_per_package < sensors; ++package)
    snapshot->devices.push_back(make_package(package));
  snapshot->headline = sampling::hottest_cpu_package(sampling::cpu_packages(*snapshot));
  return snapshot;
}

/// Returns the next snapshot of the same host, in which every sensor has another reading.
std::shared_ptr<const sampling::snapshot> next_of(const sampling::snapshot& before) {
  auto snapshot = std::make_shared<sampling::snapshot>(before);
  for (auto& device : snapshot->devices) {
    auto read = std::make_shared<sampling::device_state>(*device);
    for (auto& input : read->inputs) input = *input + 1'125;
    device = std::move(read);
  }
  snapshot->headline = sampling::hottest_cpu_package(sampling::cpu_packages(*snapshot));
  return snapshot;
}

std::int64_t samples_of(const std::string& text) {
  return std::ranges::count(text, '\n') - std::ranges::count(text, '#');
}

using exporter::exposition_format;
using exporter::exposition_request;
using exporter::schema;

exporter::exposition_settings settings(schema names) {
  return {.collectors = exporter::all_but_process, .names = names, .compress = http::gzip};
}

void new_snapshot(benchmark::State& state, schema names, exposition_request wanted) {
  exporter::exposition exposition(settings(names), {}, nullptr);
  const auto a = make_snapshot(state.range(0));
  const auto b = next_of(*a);
  for (auto _ : state) {
    benchmark::DoNotOptimize(exposition.make(a, wanted));
    benchmark::DoNotOptimize(exposition.make(b, wanted));
  }
  wanted.compressed = false;
  state.SetItemsProcessed(2 * state.iterations() * samples_of(*exposition.make(a, {})));
  state.SetBytesProcessed(2 * state.iterations() * static_cast<std::int64_t>(exposition.make(a, wanted)->size()));
}

constexpr exposition_request text{};
constexpr exposition_request text_gzip{.compressed = true};
constexpr exposition_request openmetrics{.format = exposition_format::openmetrics};
constexpr exposition_request openmetrics_gzip{.format = exposition_format::openmetrics, .compressed = true};
constexpr exposition_request protobuf{.format = exposition_format::protobuf};
constexpr exposition_request protobuf_gzip{.format = exposition_format::protobuf, .compressed = true};

BENCHMARK_CAPTURE(new_snapshot, text, schema::native, text)->Arg(66)->Arg(660)->Arg(9900);
BENCHMARK_CAPTURE(new_snapshot, text_gzip, schema::native, text_gzip)->Arg(66)->Arg(660)->Arg(9900);
BENCHMARK_CAPTURE(new_snapshot, openmetrics, schema::native, openmetrics)->Arg(66)->Arg(660)->Arg(9900);
BENCHMARK_CAPTURE(new_snapshot, openmetrics_gzip, schema::native, openmetrics_gzip)->Arg(66)->Arg(660)->Arg(9900);
BENCHMARK_CAPTURE(new_snapshot, protobuf, schema::native, protobuf)->Arg(66)->Arg(660)->Arg(9900);
BENCHMARK_CAPTURE(new_snapshot, protobuf_gzip, schema::native, protobuf_gzip)->Arg(66)->Arg(660)->Arg(9900);
BENCHMARK_CAPTURE(new_snapshot, node_exporter, schema::node_exporter, text)->Arg(66)->Arg(660)->Arg(9900);

/// Measures all that a default installation exposes: also this process, this program and its HTTP server.
void new_snapshot_of_everything(benchmark::State& state) {
  exporter::http_metrics http({"/metrics", "/", "/-/healthy", "/-/ready"});
  for (std::size_t path = 0; path < 5; ++path)
    for (const unsigned status : {200U, 404U}) http.answered(path, status, std::chrono::microseconds(50));
  exporter::exposition exposition({.compress = http::gzip}, {"1.0.0", "0123456", "GCC", "1.81", "x86_64"}, &http);
  const auto a = make_snapshot(state.range(0));
  const auto b = next_of(*a);
  for (auto _ : state) {
    benchmark::DoNotOptimize(exposition.make(a, text));
    benchmark::DoNotOptimize(exposition.make(b, text));
  }
  state.SetItemsProcessed(2 * state.iterations() * samples_of(*exposition.make(a, text)));
  state.SetBytesProcessed(2 * state.iterations() * static_cast<std::int64_t>(exposition.make(a, text)->size()));
}
BENCHMARK(new_snapshot_of_everything)->Name("new_snapshot/everything")->Arg(66);

void known_snapshot(benchmark::State& state, exposition_request wanted) {
  exporter::exposition exposition(settings(schema::native), {}, nullptr);
  const auto snapshot = make_snapshot(state.range(0));
  const auto body = exposition.make(snapshot, wanted);
  for (auto _ : state) benchmark::DoNotOptimize(exposition.at_once(snapshot, wanted));
}
BENCHMARK_CAPTURE(known_snapshot, text, text)->Arg(66)->Arg(9900);
BENCHMARK_CAPTURE(known_snapshot, openmetrics_gzip, openmetrics_gzip)->Arg(66)->Arg(9900);
BENCHMARK_CAPTURE(known_snapshot, protobuf_gzip, protobuf_gzip)->Arg(66)->Arg(9900);

}  // namespace
