#include "device_traits.hpp"
#include "discovery.hpp"
#include "soc_sensors.hpp"
#include "sysfs_directory.hpp"
#include "text.hpp"

#include <boost/system/errc.hpp>

#include <algorithm>
#include <utility>

namespace cputemp::hwmon {

namespace {

constexpr std::string_view zone_prefix = "thermal_zone";

// The glob thermal_zone[0-9]*.
bool is_zone(std::string_view entry) {
  if (!entry.starts_with(zone_prefix) || entry.size() == zone_prefix.size()) return false;
  const char first = entry[zone_prefix.size()];
  return first >= '0' && first <= '9';
}

void discover_zone(const std::string& root, const std::string& entry, inventory& found) {
  const std::string path = root + "/class/thermal/" + entry;
  const auto directory = resolve_directory(path);
  if (!directory) {
    found.problems.push_back({path, directory.error()});
    return;
  }
  if (directory->empty()) return;
  const auto files = list_directory(*directory);
  if (!files) {
    found.problems.push_back({*directory, files.error()});
    return;
  }
  if (!std::binary_search(files->begin(), files->end(), "temp")) return;
  const auto type = read_optional_text(*directory + "/type");
  if (!type) found.problems.push_back({*directory + "/type", type.error()});
  const std::string name = type ? *type : std::string();
  auto id = device_id(*directory, name);
  if (!id) return;  // unplugged since it was listed
  found.devices.push_back(std::make_shared<const device_description>(device_description{
      .id = std::move(*id),
      .directory = *directory,
      .bus = traits_of("", *directory, root).bus,
      .package = std::nullopt,
      .identity =
          zone_identity{
              .zone = entry.substr(zone_prefix.size()), .type = clean_label(name), .cpu = soc_part(name).has_value()},
      .sensors = {{.sensor = "temp", .attributes = {{"input", *directory + "/temp"}}}},
  }));
}

}  // namespace

void discover_zones(const std::string& root, inventory& found) {
  const std::string directory = root + "/class/thermal";
  const auto entries = list_directory(directory);
  if (!entries) {
    found.problems.push_back({directory, entries.error()});
    return;
  }
  for (const std::string& entry : *entries) {
    if (is_zone(entry)) discover_zone(root, entry, found);
  }
}

}  // namespace cputemp::hwmon
