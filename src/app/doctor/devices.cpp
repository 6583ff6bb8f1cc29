#include "doctor/devices.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "doctor/groups.hpp"
#include "doctor/in_time.hpp"
#include "doctor/words.hpp"

namespace cputemp::app {
namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

using source_pointer = std::shared_ptr<const hwmon::sensor_source>;
using device_pointer = std::shared_ptr<const hwmon::device_description>;

/// What one sensor gave.
struct finding {
  hwmon::readout readout;
  microseconds taken;
};

finding read_sensor(const hwmon::sensor_source& source, const device_pointer& device) {
  const auto reader = source.reader(device);
  auto whole = reader->read(hwmon::read_scope::inputs_and_alarms);  // opens the files, reads label and limits
  const auto began = steady_clock::now();
  whole.inputs = reader->read(hwmon::read_scope::inputs).inputs;
  return {std::move(whole), std::chrono::duration_cast<microseconds>(steady_clock::now() - began)};
}

device_pointer only_sensor(const hwmon::device_description& device, std::size_t i) {
  auto single = device;
  single.sensors = {device.sensors[i]};
  return std::make_shared<const hwmon::device_description>(std::move(single));
}

void print_row(std::string_view sensor, std::string_view label, std::string_view time, std::string_view outcome,
               std::string_view path) {
  fmt::print("  {:<10} {:<24} {:>10}  {:<32} {}\n", sensor, label, time, outcome, path);
}

void print_extra(const std::string& what, const std::string& value) { print_row("", what, "", value, ""); }

void print_sensor(const hwmon::sensor_description& sensor, const finding& found) {
  const auto& [readout, taken] = found;
  const auto& details = readout.details->front();
  const auto* file = sensor.input();
  print_row(sensor.sensor, details.label, file ? fmt::format("{} us", taken.count()) : "",
            in_words(sensor.kind, readout.inputs.front()), file ? file->path : "");
  for (const auto& limit : details.limits)
    print_extra(fmt::format("limit {}", limit.name), in_words(sensor.kind, limit.value));
  if (readout.trips)
    for (const auto& trip : *readout.trips)
      print_extra(fmt::format("trip point {} ({})", trip.number, trip.type), in_words(sensor.kind, trip.millidegrees));
  if (readout.alarms && !readout.alarms->empty())
    for (const auto& alarm : readout.alarms->front())
      if (alarm.raised) print_extra(fmt::format("alarm {}", alarm.name), "raised");
}

/// Whether the other sensors of a device may be asked after this one.
enum class sensor_answer { given, none_in_time, asleep };

sensor_answer examine_sensor(const source_pointer& source, const hwmon::device_description& device, std::size_t i) {
  const auto found = in_time([source, single = only_sensor(device, i)] { return read_sensor(*source, single); });
  const auto& sensor = device.sensors[i];
  if (!found) {
    print_row(sensor.sensor, "", "", fmt::format("timeout: no answer in {} s", doctor_patience.count()),
              sensor.input() ? sensor.input()->path : device.directory);
    return sensor_answer::none_in_time;
  }
  if (found->readout.asleep) return sensor_answer::asleep;
  print_sensor(sensor, *found);
  return sensor_answer::given;
}

sensor_answer examine_sensors(const source_pointer& source, const hwmon::device_description& device) {
  for (std::size_t i = 0; i < device.sensors.size(); ++i)
    if (const auto answer = examine_sensor(source, device, i); answer != sensor_answer::given) return answer;
  return sensor_answer::given;
}

std::optional<hwmon::readout> read_whole(const source_pointer& source, const device_pointer& device) {
  return in_time([source, device] { return source->reader(device)->read(hwmon::read_scope::inputs); });
}

void print_group(const hwmon::device_description& group, const std::optional<hwmon::readout>& readout) {
  if (!readout) return fmt::print("  timeout: no answer in {} s\n", doctor_patience.count());
  for (const auto& [what, outcome] :
       group.cooling() != nullptr ? summary_of_cooling(group, *readout) : summary_of_throttling(group, *readout))
    fmt::print("  {:<46}  {}\n", what, outcome);
}

void print_heading(const hwmon::device_description& device) {
  const auto& type = device.type_name();
  fmt::print("{}{}  {}{}\n", device.name(), type.empty() ? "" : fmt::format(" ({})", type), device.directory,
             device.slow ? "  (slow: read seldom)" : "");
}

}  // namespace

std::shared_ptr<const sampling::device_state> examine_device(const source_pointer& source,
                                                             const device_pointer& device) {
  print_heading(*device);
  auto state = std::make_shared<sampling::device_state>();
  state->description = device;
  const bool is_group = device->cooling() != nullptr || device->throttle() != nullptr;
  if (device->sensors.empty()) fmt::print("  no sensor of the kinds that are read\n");
  const auto answer = is_group ? sensor_answer::given : examine_sensors(source, *device);
  if (answer == sensor_answer::asleep) fmt::print("  asleep, and left alone: a read would wake it\n");
  if (answer == sensor_answer::none_in_time) {
    fmt::print("  its other sensors are not asked\n");
    return state;
  }
  const auto readout = read_whole(source, device);
  if (is_group) print_group(*device, readout);
  if (!readout) return state;
  state->details = readout->details;
  state->inputs = readout->inputs;
  state->asleep = readout->asleep;
  return state;
}

}  // namespace cputemp::app
