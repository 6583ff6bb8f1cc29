#include "native/thermal_families.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace cputemp::exporter {
namespace {

double celsius(std::int64_t millidegrees) { return static_cast<double>(millidegrees) / 1000.0; }

}  // namespace

std::optional<std::int64_t> max_cooling_state(const sampling::device_state& device, std::size_t sensor) {
  if (!device.details) return std::nullopt;
  const auto& limits = (*device.details)[sensor].limits;
  const auto max = std::ranges::find(limits, "max", &hwmon::limit::name);
  return max == limits.end() ? std::nullopt : std::optional(max->value);
}

void thermal_families::add_zone(const sampling::device_state& device, device_labels& labels) {
  for (std::size_t i = 0; i < device.inputs.size(); ++i)
    if (device.inputs[i]) zone_.add(labels.sensor(i), celsius(*device.inputs[i]));
  if (!device.trips) return;
  for (const auto& point : *device.trips) trip_.add(labels.trip(point), celsius(point.millidegrees));
}

void thermal_families::add_cooling(const sampling::device_state& device, const device_labels& labels) {
  for (std::size_t i = 0; i < device.inputs.size(); ++i) {
    if (device.inputs[i]) state_.add(labels.sensor(i), static_cast<double>(*device.inputs[i]));
    if (const auto max = max_cooling_state(device, i)) max_state_.add(labels.sensor(i), static_cast<double>(*max));
  }
}

}  // namespace cputemp::exporter
