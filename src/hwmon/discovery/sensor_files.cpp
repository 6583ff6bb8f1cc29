#include "discovery/sensor_files.hpp"

#include "drivers/kind_attributes.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <boost/system/errc.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <system_error>
#include <utility>

namespace cputemp::hwmon {

namespace {

using properties = std::map<std::string, std::string, std::less<>>;  // path by property
using sensor_map = std::map<std::pair<sensor_kind, std::int64_t>, properties>;

// Each device has a directory of this kind, `power`, for its power management. The read refuses others.
bool is_power_management(const attribute_name& name, const std::string& path) {
  std::error_code error;
  return name.property.empty() && std::filesystem::is_directory(path, error);
}

// The others only node_exporter takes for sensors.
bool is_selectable(sensor_kind kind) { return static_cast<std::size_t>(kind) < selectable_kinds; }

void add_files(const std::string& directory, const std::vector<std::string>& files, const sysfs_settings& settings,
               sensor_map& sensors) {
  for (const std::string& file : files) {
    const auto name = parse_attribute_name(file);
    if (!name || !(settings.all_attributes || is_selectable(name->kind))) continue;
    std::string path = directory + "/" + file;
    if (is_power_management(*name, path)) continue;
    sensors[{name->kind, name->number}].insert_or_assign(std::string(name->property), std::move(path));
  }
}

// Virtual devices have no `device`; a broken link counts as none.
bool has_no_device(const boost::system::error_code& error) {
  using namespace boost::system::errc;
  return error == no_such_file_or_directory || error == too_many_symbolic_link_levels;
}

}  // namespace

std::vector<sensor_description> find_sensors(const std::string& directory, const sysfs_settings& settings,
                                             std::vector<problem>& problems) {
  sensor_map found;
  for (const std::string& place : {directory, directory + "/device"}) {
    const auto files = list_directory(place);
    if (files) {
      add_files(place, *files, settings, found);
    } else if (place == directory || !has_no_device(files.error())) {
      problems.push_back({place, files.error(), device_class::hwmon});
    }
  }
  std::vector<sensor_description> sensors;
  for (auto& [key, paths] : found) {
    sensor_description sensor;
    sensor.kind = key.first;
    sensor.sensor = std::string(sensor_kind_names[static_cast<std::size_t>(key.first)]) + std::to_string(key.second);
    for (auto& [property, path] : paths) sensor.attributes.push_back({property, std::move(path)});
    if (settings.all_attributes || sensor.is_wanted(settings.kinds)) sensors.push_back(std::move(sensor));
  }
  return sensors;
}

}  // namespace cputemp::hwmon
