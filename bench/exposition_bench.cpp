// What the text of a snapshot costs: made for a new one, and taken again for a known one.

#include <cputemp/exporter/exposition.hpp>

#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

namespace {

using namespace cputemp;

/// Packages of 33 sensors each with two limits and an alarm.
std::shared_ptr<const sampling::snapshot> make_snapshot(std::int64_t sensors) {
  constexpr int sensors_per_package = 33;
  auto snapshot = std::make_shared<sampling::snapshot>();
  for (unsigned package = 0; sensors > 0; ++package, sensors -= sensors_per_package) {
    auto description = std::make_shared<hwmon::device_description>();
    description->identity = hwmon::chip_identity{"platform_coretemp_" + std::to_string(package), "coretemp"};
    auto details = std::make_shared<std::vector<hwmon::sensor_details>>();
    auto alarms = std::make_shared<std::vector<std::vector<hwmon::alarm>>>();
    auto state = std::make_shared<sampling::device_state>();
    for (unsigned i = 0; i < sensors_per_package; ++i) {
      description->sensors.push_back({"temp" + std::to_string(i + 1), {}});
      details->push_back({"Core " + std::to_string(i),
                          hwmon::cpu_position{hwmon::cpu_part::core, package, i},
                          {{"crit", 100'000}, {"max", 84'000}}});
      alarms->push_back({{"crit", false}});
      state->inputs.emplace_back(45'000);
    }
    state->description = std::move(description);
    state->details = std::move(details);
    state->alarms = std::move(alarms);
    state->up = true;
    snapshot->devices.push_back(std::move(state));
  }
  return snapshot;
}

void new_snapshot(benchmark::State& state) {
  exporter::exposition exposition({.collectors = exporter::all_but_process}, {}, nullptr);
  const auto a = make_snapshot(state.range(0));
  const auto b = std::make_shared<const sampling::snapshot>(*a);  // the next one of the same host
  std::size_t octets = 0;
  for (auto _ : state) {
    octets += exposition.text(a)->size();
    octets += exposition.text(b)->size();
  }
  state.SetItemsProcessed(2 * state.iterations() * state.range(0));
  state.SetBytesProcessed(static_cast<std::int64_t>(octets));
}
BENCHMARK(new_snapshot)->Arg(66)->Arg(660)->Arg(9900);

void known_snapshot(benchmark::State& state) {
  exporter::exposition exposition({.collectors = exporter::all_but_process}, {}, nullptr);
  const auto snapshot = make_snapshot(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(exposition.text(snapshot));
}
BENCHMARK(known_snapshot)->Arg(66)->Arg(9900);

}  // namespace
