#include "reading/trip_points.hpp"

#include "drivers/plausibility.hpp"
#include "sysfs/descriptor.hpp"
#include "sysfs/text.hpp"

#include <cstddef>
#include <optional>

namespace cputemp::hwmon {

namespace {

struct trip_file {
  unsigned number;
  std::string_view property;
};

// `trip_point_N_PROPERTY`.
std::optional<trip_file> parse(std::string_view file) noexcept {
  const std::size_t underscore = file.rfind('_');
  if (underscore == std::string_view::npos) return std::nullopt;
  const auto number = number_after("trip_point_", file.substr(0, underscore));
  if (!number) return std::nullopt;
  return trip_file{*number, file.substr(underscore + 1)};
}

std::string read_type(const std::string* path) {
  if (path == nullptr) return {};
  const auto text = read_text(*path);
  return text ? clean_label(*text) : std::string();
}

}  // namespace

bool is_trip_point_file(std::string_view file) noexcept {
  const auto parsed = parse(file);
  return parsed && (parsed->property == "temp" || parsed->property == "type");
}

trip_point_files::trip_point_files(const device_description& zone) {
  for (const sensor_description& sensor : zone.sensors) {
    for (const attribute& file : sensor.attributes) {
      const auto parsed = parse(file.name);
      if (!parsed) continue;
      files& trip = trips_[parsed->number];
      (parsed->property == "temp" ? trip.temp : trip.type) = &file.path;
    }
  }
}

std::vector<trip_point> trip_point_files::read() const {
  std::vector<trip_point> found;
  for (const auto& [number, trip] : trips_) {
    if (trip.temp == nullptr) continue;
    const auto temp = read_integer(*trip.temp);
    if (temp && is_plausible_trip(*temp)) found.push_back({std::to_string(number), read_type(trip.type), *temp});
  }
  return found;
}

}  // namespace cputemp::hwmon
