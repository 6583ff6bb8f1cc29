#include "discovery/discovery.hpp"
#include "drivers/device_path.hpp"
#include "drivers/soc_sensors.hpp"
#include "drivers/trip_point_name.hpp"
#include "sysfs/kernel_text.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::hwmon {

namespace {

constexpr std::string_view zone_prefix = "thermal_zone";

sensor_description describe_sensor(const std::string& directory, const std::vector<std::string>& files) {
  sensor_description sensor{.sensor = "temp", .attributes = {{"input", directory + "/temp"}}};
  for (const std::string& file : files)
    if (parse_trip_point_name(file)) sensor.attributes.push_back({file, directory + "/" + file});
  return sensor;
}

void discover_zone(const std::string& root, const std::string& entry, inventory& found) {
  const std::string path = root + "/class/thermal/" + entry;
  const auto directory = resolve_directory(path);
  if (!directory) {
    found.problems.push_back({path, directory.error(), device_class::thermal_zone});
    return;
  }
  if (directory->empty()) return;
  const auto files = list_directory(*directory);
  if (!files) {
    found.problems.push_back({*directory, files.error(), device_class::thermal_zone});
    return;
  }
  if (!std::binary_search(files->begin(), files->end(), "temp")) return;
  const auto type = read_optional_text(*directory + "/type");
  if (!type) found.problems.push_back({*directory + "/type", type.error(), device_class::thermal_zone});
  const std::string name = type ? *type : std::string();
  auto id = device_id(*directory, name);
  if (!id) return note_unless_unplugged({*directory, id.error(), device_class::thermal_zone}, found);
  found.devices.push_back(std::make_shared<const device_description>(device_description{
      .id = std::move(*id),
      .directory = *directory,
      .bus = bus_of(*directory, root).path,
      .package = std::nullopt,
      .identity = zone_identity{.zone = entry.substr(zone_prefix.size()),
                                .type = clean_label(name),
                                .cpu = cpu_of_zone(clean_label(name))},
      .sensors = {describe_sensor(*directory, *files)},
  }));
}

}  // namespace

void discover_zones(const std::string& root, const std::vector<std::string>& entries, inventory& found) {
  for (const std::string& entry : entries)
    if (!numbered_entry(zone_prefix, entry).empty()) discover_zone(root, entry, found);
}

}  // namespace cputemp::hwmon
