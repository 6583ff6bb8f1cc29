#include "sensor_files.hpp"

#include "sensor_kind.hpp"
#include "sysfs_directory.hpp"

#include <boost/system/errc.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace cputemp::hwmon {

namespace {

using properties = std::map<std::string, std::string, std::less<>>;  // path by property
using sensor_map = std::map<std::pair<std::string_view, std::uint64_t>, properties>;

void add_files(const std::string& directory, const std::vector<std::string>& files, sensor_map& sensors) {
  for (const std::string& file : files) {
    const auto name = parse_attribute_name(file);
    if (!name) continue;
    sensors[{name->kind, name->number}].insert_or_assign(std::string(name->property), directory + "/" + file);
  }
}

// Virtual devices have no `device`, and a broken link is as good as none.
bool leads_nowhere(const boost::system::error_code& error) {
  using namespace boost::system::errc;
  return error == no_such_file_or_directory || error == too_many_symbolic_link_levels;
}

}  // namespace

std::vector<sensor_description> find_sensors(const std::string& directory, std::vector<problem>& problems) {
  sensor_map found;
  for (const std::string& place : {directory, directory + "/device"}) {
    const auto files = list_directory(place);
    if (files) {
      add_files(place, *files, found);
    } else if (place == directory || !leads_nowhere(files.error())) {
      problems.push_back({place, files.error()});
    }
  }
  std::vector<sensor_description> sensors;
  for (auto& [key, paths] : found) {
    if (!paths.contains("input")) continue;
    auto& sensor = sensors.emplace_back();
    sensor.sensor = std::string(key.first) + std::to_string(key.second);
    for (auto& [property, path] : paths) sensor.attributes.push_back({property, std::move(path)});
  }
  return sensors;
}

}  // namespace cputemp::hwmon
