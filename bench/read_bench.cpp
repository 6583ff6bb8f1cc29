// Measures the cost of a sweep for each sensor, beside a bare pread of the same files: 2 packages of 33 temperature
// sensors.

#include <cputemp/hwmon/sysfs_source.hpp>

#include "support/sysfs_tree.hpp"

#include <benchmark/benchmark.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace cputemp;

constexpr int packages = 2;
constexpr int sensors_per_package = 33;

/// The files of a host, on a file system in memory if there is one, whose pread costs about as much as that of sysfs.
class host {
 public:
  host() {
    for (int package = 0; package < packages; ++package) {
      const auto number = std::to_string(package);
      const auto device = "devices/platform/coretemp." + number;
      tree_.chip("hwmon" + number, device, {{"name", "coretemp\n"}});
      for (int sensor = 1; sensor <= sensors_per_package; ++sensor)
        tree_.file(device + "/hwmon/hwmon" + number + "/temp" + std::to_string(sensor) + "_input", "45000\n");
    }
  }
  std::unique_ptr<hwmon::sensor_source> source() const { return hwmon::make_sysfs_source({tree_.root()}); }

 private:
  test::sysfs_tree tree_;
};

void set_items(benchmark::State& state) {
  state.SetItemsProcessed(state.iterations() * packages * sensors_per_package);
}

void bare_pread(benchmark::State& state) {
  const host h;
  std::vector<int> files;
  for (const auto& device : h.source()->discover().devices)
    for (const auto& sensor : device->sensors)
      for (const auto& attribute : sensor.attributes)
        files.push_back(::open(attribute.path.c_str(), O_RDONLY | O_CLOEXEC));
  if (files.size() != packages * sensors_per_package) state.SkipWithError("the host is not as it should be");
  for (auto _ : state)
    for (const int file : files) {
      std::array<char, 64> text;
      benchmark::DoNotOptimize(::pread(file, text.data(), text.size(), 0));
    }
  for (const int file : files) ::close(file);
  set_items(state);
}
BENCHMARK(bare_pread);

void sweep(benchmark::State& state) {
  const host h;
  const auto source = h.source();
  std::vector<std::unique_ptr<hwmon::device_reader>> readers;
  for (const auto& device : source->discover().devices) {
    readers.push_back(source->reader(device));
    for (const auto& input : readers.back()->read(hwmon::read_scope::inputs_and_alarms).inputs)
      if (!input) state.SkipWithError("a sensor can't be read");
  }
  for (auto _ : state)
    for (const auto& reader : readers) benchmark::DoNotOptimize(reader->read(hwmon::read_scope::inputs));
  set_items(state);
}
BENCHMARK(sweep);

}  // namespace
