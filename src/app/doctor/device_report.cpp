#include "doctor/device_report.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <fmt/format.h>

#include <chrono>
#include <cstddef>
#include <iterator>
#include <optional>
#include <ranges>
#include <utility>

#include "doctor/group_summary.hpp"
#include "doctor/sensor_rows.hpp"
#include "doctor/time_limit.hpp"
#include "doctor/value_text.hpp"

namespace cputemp::app {
namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

using source_pointer = std::shared_ptr<const hwmon::sensor_source>;
using device_pointer = std::shared_ptr<const hwmon::device_description>;

struct timed_readout {
  hwmon::readout readout;
  microseconds taken;
};

timed_readout read_timed(const hwmon::sensor_source& source, const device_pointer& device) {
  const auto reader = source.reader(device);
  auto whole = reader->read(hwmon::read_scope::inputs_and_alarms);  // opens the files, reads label and limits
  const auto began = steady_clock::now();
  auto newest = reader->read(hwmon::read_scope::inputs);
  const auto taken = std::chrono::duration_cast<microseconds>(steady_clock::now() - began);
  whole.inputs = std::move(newest.inputs);
  whole.raw_inputs = std::move(newest.raw_inputs);
  return {std::move(whole), taken};
}

device_pointer only_sensor(const hwmon::device_description& device, std::size_t i) {
  auto single = device;
  single.sensors = {device.sensors[i]};
  return std::make_shared<const hwmon::device_description>(std::move(single));
}

examined_sensor examined(const hwmon::sensor_description& description, const timed_readout& found) {
  const auto& [readout, taken] = found;
  examined_sensor sensor{description, readout.details->front(), readout.inputs.front(), taken, {}, {}};
  if (readout.trips) sensor.trips = *readout.trips;
  if (!readout.raw_inputs.empty() && readout.raw_inputs.front() && readout.raw_inputs.front() != readout.inputs.front())
    sensor.computed_from = *readout.raw_inputs.front();
  if (readout.alarms && !readout.alarms->empty()) {
    sensor.has_alarms = !readout.alarms->front().empty();
    for (const auto& alarm : readout.alarms->front())
      if (alarm.raised) sensor.raised.push_back(alarm.name);
  }
  return sensor;
}

std::string timeout_text() { return fmt::format("timeout: no answer in {} s", doctor_time_limit.count()); }

/// A sensor that is switched off or measures nothing is as it should be.
bool is_wrong(const examined_sensor& sensor) {
  if (!sensor.raised.empty()) return true;
  return !sensor.input && sensor.input.error() != hwmon::sensor_errc::not_measured &&
         hwmon::classify(sensor.input.error()).reason != hwmon::fault_reason::nodata;
}

class examination {
 public:
  examination(source_pointer source, device_pointer device) : source_(std::move(source)), device_(std::move(device)) {}

  device_report result() {
    add_heading();
    auto state = std::make_shared<sampling::device_state>();
    state->description = device_;
    const bool is_group = device_->cooling() != nullptr || device_->throttle() != nullptr;
    if (device_->sensors.empty()) add_line("no sensor of the kinds that are read");
    if (is_group || add_sensors()) {
      const auto readout = within_time_limit(
          [source = source_, device = device_] { return source->reader(device)->read(hwmon::read_scope::inputs); });
      if (is_group) add_group(readout);
      if (readout) {
        state->details = readout->details;
        state->inputs = readout->inputs;
        state->asleep = readout->asleep;
      }
    }
    report_.state = std::move(state);
    return std::move(report_);
  }

 private:
  void add_line(std::string text) { report_.lines.push_back("  " + std::move(text)); }

  void add_problem(std::string_view sensor, std::string_view what) {
    report_.problems.push_back(fmt::format("{} {}: {}", device_->name(), sensor, what));
  }

  void add_heading() {
    const auto& type = device_->type_name();
    report_.lines.push_back(fmt::format("{}{}{}{}", device_->name(), type.empty() ? "" : fmt::format(" ({})", type),
                                        device_->directory.starts_with('/') ? "  " + device_->directory : "",
                                        device_->slow ? "  (read seldom)" : ""));
  }

  /// Returns whether the device may be asked again.
  bool add_sensors() {
    std::vector<examined_sensor> sensors;
    bool answers = true;
    for (std::size_t i = 0; answers && i < device_->sensors.size(); ++i) {
      const auto& description = device_->sensors[i];
      const auto found = within_time_limit(
          [source = source_, single = only_sensor(*device_, i)] { return read_timed(*source, single); });
      if (!found) {
        answers = false;
        add_problem(description.sensor, timeout_text());
      } else if (found->readout.asleep) {
        add_line("asleep, and left alone: a read would wake it");
        return true;
      } else {
        sensors.push_back(examined(description, *found));
      }
    }
    std::ranges::move(sensor_rows(sensors, device_->directory), std::back_inserter(report_.lines));
    if (!answers)
      add_line(fmt::format("{}: {}; the sensors after it are not read", device_->sensors[sensors.size()].sensor,
                           timeout_text()));
    for (const auto& each : sensors)
      if (is_wrong(each)) add_problem(each.description.sensor, wrong_text(each));
    return answers;
  }

  static std::string wrong_text(const examined_sensor& sensor) {
    auto text = reading_text(sensor.description.kind, sensor.input);
    return sensor.raised.empty() ? text : fmt::format("{}, alarm {}", text, fmt::join(sensor.raised, ", "));
  }

  void add_group(const std::optional<hwmon::readout>& readout) {
    if (!readout) {
      add_line(timeout_text());
      report_.problems.push_back(fmt::format("{}: {}", device_->name(), timeout_text()));
      return;
    }
    for (const auto& [what, outcome] : device_->cooling() != nullptr ? summary_of_cooling(*device_, *readout)
                                                                     : summary_of_throttling(*device_, *readout))
      add_line(fmt::format("{:<30} {}", what, outcome));
  }

  source_pointer source_;
  device_pointer device_;
  device_report report_;
};

}  // namespace

device_report examine_device(const source_pointer& source, const device_pointer& device) {
  return examination(source, device).result();
}

}  // namespace cputemp::app
