#include "reading/trip_points.hpp"

#include "drivers/plausibility.hpp"
#include "drivers/trip_point_name.hpp"
#include "sysfs/file_descriptor.hpp"
#include "sysfs/kernel_text.hpp"

#include <string>
#include <utility>

namespace cputemp::hwmon {

namespace {

std::string read_type(const std::string* path) {
  if (path == nullptr) return {};
  const auto text = read_text(*path);
  return text ? clean_label(*text) : std::string();
}

}  // namespace

trip_point_files::trip_point_files(const device_description& zone) : zone_type_(zone.type_name()) {
  for (const sensor_description& sensor : zone.sensors) {
    for (const attribute& file : sensor.attributes) {
      const auto parsed = parse_trip_point_name(file.name);
      if (!parsed) continue;
      files& trip = trips_[parsed->number];
      (parsed->property == trip_property::temp ? trip.temp : trip.type) = &file.path;
    }
  }
}

std::vector<trip_point> trip_point_files::read() const {
  std::vector<trip_point> found;
  for (const auto& [number, trip] : trips_) {
    if (trip.temp == nullptr) continue;
    const auto temp = read_integer(*trip.temp);
    if (!temp) continue;
    auto type = read_type(trip.type);
    if (is_plausible_trip(zone_type_, type, *temp)) found.push_back({std::to_string(number), std::move(type), *temp});
  }
  return found;
}

}  // namespace cputemp::hwmon
