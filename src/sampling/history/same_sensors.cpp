#include "history/same_sensors.hpp"

#include <map>
#include <string_view>

namespace cputemp::sampling {

sensor_origins same_sensors(const hwmon::device_description& before, const hwmon::device_description& now) {
  std::map<std::pair<hwmon::sensor_kind, std::string_view>, std::size_t> places;
  for (std::size_t i = 0; i < before.sensors.size(); ++i)
    places.emplace(std::pair(before.sensors[i].kind, std::string_view(before.sensors[i].sensor)), i);
  sensor_origins origins;
  origins.reserve(now.sensors.size());
  for (const auto& sensor : now.sensors) {
    const auto place = places.find({sensor.kind, sensor.sensor});
    origins.push_back(place == places.end() ? std::nullopt : std::optional(place->second));
  }
  return origins;
}

}  // namespace cputemp::sampling
