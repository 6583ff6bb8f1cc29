// What the text of a snapshot costs, in each schema: made for a new one, and taken again for a known one. An item is a
// sample.

#include <cputemp/exporter/exposition.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
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
  return snapshot;
}

std::int64_t samples_of(const std::string& text) {
  return std::ranges::count(text, '\n') - std::ranges::count(text, '#');
}

void new_snapshot(benchmark::State& state, exporter::schema names) {
  exporter::exposition exposition({.collectors = exporter::all_but_process, .names = names}, {}, nullptr);
  const auto a = make_snapshot(state.range(0));
  const auto b = std::make_shared<const sampling::snapshot>(*a);  // the next one of the same host
  std::size_t octets = 0;
  for (auto _ : state) {
    octets += exposition.make(a, {})->size();
    octets += exposition.make(b, {})->size();
  }
  state.SetItemsProcessed(2 * state.iterations() * samples_of(*exposition.make(a, {})));
  state.SetBytesProcessed(static_cast<std::int64_t>(octets));
}
BENCHMARK_CAPTURE(new_snapshot, native, exporter::schema::native)->Arg(66)->Arg(660)->Arg(9900);
BENCHMARK_CAPTURE(new_snapshot, node_exporter, exporter::schema::node_exporter)->Arg(66)->Arg(660)->Arg(9900);

void known_snapshot(benchmark::State& state) {
  exporter::exposition exposition({.collectors = exporter::all_but_process}, {}, nullptr);
  const auto snapshot = make_snapshot(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(exposition.make(snapshot, {}));
}
BENCHMARK(known_snapshot)->Arg(66)->Arg(9900);

}  // namespace
