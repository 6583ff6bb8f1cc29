#include "history/device_extremes.hpp"

#include <algorithm>

namespace cputemp::sampling {

device_extremes::device_extremes(const hwmon::device_description& device, const time_slices& slices)
    : slices_(slices), sensors_(device.sensors.size()), tracked_(to_track(device)) {}

std::vector<device_extremes::tracked> device_extremes::to_track(const hwmon::device_description& device) {
  std::vector<tracked> result;
  if (!device.chip()) return result;
  const auto& sensors = device.sensors;
  result.reserve(static_cast<std::size_t>(
      std::ranges::count(sensors, hwmon::sensor_kind::temp, &hwmon::sensor_description::kind)));
  for (std::size_t i = 0; i < sensors.size(); ++i)
    if (sensors[i].kind == hwmon::sensor_kind::temp) result.push_back({i, {}});
  return result;
}

void device_extremes::carry_over(const hwmon::device_description& now, const sensor_origins& origins) {
  auto next = to_track(now);
  for (auto& sensor : next) {
    const auto before =
        std::ranges::find(tracked_, origins[sensor.sensor], [](const tracked& t) { return std::optional(t.sensor); });
    if (before != tracked_.end()) sensor.values = before->values;
  }
  sensors_ = now.sensors.size();
  tracked_ = std::move(next);
}

void device_extremes::observe(const std::vector<hwmon::reading>& inputs, boot_clock::time_point when) {
  for (auto& [sensor, values] : tracked_)
    if (inputs[sensor]) values.observe(*inputs[sensor], slices_.at(when));
}

device_extremes::published device_extremes::value(boot_clock::time_point now) const {
  published result{{}, boot_clock::time_point::max()};
  result.window.resize(sensors_);
  for (const auto& [sensor, values] : tracked_) {
    const auto found = values.value(slices_.at(now));
    if (!found) continue;
    result.window[sensor] = found->values;
    result.expires = std::min(result.expires, slices_.begin(found->until));
  }
  return result;
}

}  // namespace cputemp::sampling
