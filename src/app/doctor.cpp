#include "commands.hpp"

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/sensor_error.hpp>
#include <cputemp/sampling/cpu_temperature.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "advice.hpp"
#include "sources.hpp"

namespace cputemp::app {
namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr auto patience = std::chrono::seconds(5);  // for one sensor; a one-wire sensor takes one

/// What one sensor gave, read alone so that its own time shows.
struct finding {
  hwmon::readout readout;
  microseconds taken;
};

finding read_sensor(const hwmon::sensor_source& source,
                    const std::shared_ptr<const hwmon::device_description>& device) {
  const auto reader = source.reader(device);
  reader->read(hwmon::read_scope::inputs_and_alarms);  // opens the files, reads label and limits
  const auto began = steady_clock::now();
  auto readout = reader->read(hwmon::read_scope::inputs);
  return {std::move(readout), std::chrono::duration_cast<microseconds>(steady_clock::now() - began)};
}

/// Runs a function on a thread of its own, which is left behind if it does not end in time: empty then.
template <class Function>
auto in_time(Function function) -> std::optional<decltype(function())> {
  std::packaged_task<decltype(function())()> task(std::move(function));
  auto result = task.get_future();
  std::thread(std::move(task)).detach();
  if (result.wait_for(patience) != std::future_status::ready) return std::nullopt;
  return result.get();
}

std::shared_ptr<const hwmon::device_description> only_sensor(const hwmon::device_description& device, std::size_t i) {
  auto single = device;
  single.sensors = {device.sensors[i]};
  return std::make_shared<const hwmon::device_description>(std::move(single));
}

std::string heading(const hwmon::device_description& device) {
  const auto& type = device.type_name();
  return type.empty() ? device.name() : fmt::format("{} ({})", device.name(), type);
}

std::string outcome(const hwmon::reading& input) {
  if (input) return fmt::format("{:.3f} C", static_cast<double>(*input) / 1000);
  const auto reason = hwmon::fault_reason_names[static_cast<std::size_t>(hwmon::classify(input.error()).reason)];
  if (input.error().category() == boost::system::generic_category() ||
      input.error().category() == boost::system::system_category())
    return fmt::format("{}: {} (errno {})", reason, input.error().message(), input.error().value());
  return fmt::format("{}: {}", reason, input.error().message());
}

void print_row(std::string_view sensor, std::string_view label, std::string_view time, std::string_view outcome,
               std::string_view path) {
  fmt::print("  {:<8} {:<24} {:>10}  {:<32} {}\n", sensor, label, time, outcome, path);
}

/// False where it did not answer in time.
bool examine_sensor(const std::shared_ptr<const hwmon::sensor_source>& source, const hwmon::device_description& device,
                    std::size_t i) {
  const auto found = in_time([source, single = only_sensor(device, i)] { return read_sensor(*source, single); });
  const auto& sensor = device.sensors[i];
  if (!found) {
    print_row(sensor.sensor, "", "", fmt::format("timeout: no answer in {} s", patience.count()), sensor.input()->path);
    return false;
  }
  const auto& details = found->readout.details->front();
  print_row(sensor.sensor, details.label, fmt::format("{} us", found->taken.count()),
            outcome(found->readout.inputs.front()), sensor.input()->path);
  for (const auto& limit : details.limits)
    print_row("", fmt::format("limit {}", limit.name), "",
              fmt::format("{:.3f} C", static_cast<double>(limit.value) / 1000), "");
  return true;
}

/// What the daemon would know of the device after a read of the whole. Without readings where it does not answer.
std::shared_ptr<const sampling::device_state> read_device(
    const std::shared_ptr<const hwmon::sensor_source>& source,
    const std::shared_ptr<const hwmon::device_description>& device, bool answers) {
  auto state = std::make_shared<sampling::device_state>();
  state->description = device;
  if (!answers) return state;
  const auto readout = in_time([source, device] { return source->reader(device)->read(hwmon::read_scope::inputs); });
  if (!readout) return state;
  state->details = readout->details;
  state->inputs = readout->inputs;
  return state;
}

std::shared_ptr<const sampling::device_state> examine_device(
    const std::shared_ptr<const hwmon::sensor_source>& source,
    const std::shared_ptr<const hwmon::device_description>& device) {
  fmt::print("{}  {}{}\n", heading(*device), device->directory, device->slow ? "  (slow: read seldom)" : "");
  if (device->sensors.empty()) fmt::print("  no temperature sensor\n");
  bool answers = true;
  for (std::size_t i = 0; i < device->sensors.size() && answers; ++i) answers = examine_sensor(source, *device, i);
  if (!answers) fmt::print("  its other sensors are not asked\n");
  return read_device(source, device, answers);
}

}  // namespace

int examine(const options& o) {
  const std::shared_ptr<const hwmon::sensor_source> source = make_source(o);
  fmt::print("{}\n\n", o.demo ? "Simulated sensors" : fmt::format("Sensors below {}", o.sysfs.string()));
  const auto found = in_time([source] { return source->discover(); });
  if (!found) {
    fmt::print("cannot list the sensors: no answer in {} s\n", patience.count());
    return 1;
  }
  sampling::snapshot snapshot;
  for (const auto& device : found->devices) snapshot.devices.push_back(examine_device(source, device));
  for (const auto& p : found->problems) fmt::print("cannot look into {}: {}\n", p.path, p.error.message());
  if (found->devices.empty()) fmt::print("no sensor found\n");
  if (sampling::hottest_cpu_package(snapshot)) return 0;
  fmt::print("\nNo CPU temperature can be read: {}.\n", sampling::has_cpu_sensor(snapshot)
                                                            ? "the sensors of the CPU give none, see above"
                                                            : no_sensor_advice(o.sysfs, o.procfs));
  return 1;
}

}  // namespace cputemp::app
