#include "discovery/discovery.hpp"
#include "sysfs/kernel_text.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

namespace cputemp::hwmon {

namespace {

constexpr std::string_view cooling_prefix = "cooling_device";

// In numerical order; entries such as `4x` are sorted by their length.
std::vector<std::string> cooling_numbers(const std::vector<std::string>& entries) {
  std::vector<std::string> numbers;
  for (const std::string& entry : entries)
    if (const auto number = numbered_entry(cooling_prefix, entry); !number.empty()) numbers.emplace_back(number);
  std::ranges::sort(numbers, {}, [](const std::string& number) { return std::pair(number.size(), number); });
  return numbers;
}

bool has_state(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(path + "/cur_state", error);
}

sensor_description describe_sensor(const std::string& name, const std::string& path) {
  return {.sensor = name,
          .attributes = {{"input", path + "/cur_state"}, {"max", path + "/max_state"}},
          .kind = sensor_kind::cooling_state};
}

}  // namespace

void discover_cooling(const std::string& root, const std::vector<std::string>& entries, inventory& found) {
  const std::string directory = root + "/class/thermal";
  cooling_identity identity;
  std::vector<sensor_description> sensors;
  for (std::string& number : cooling_numbers(entries)) {
    const std::string name = std::string(cooling_prefix) + number;
    const std::string path = directory + "/" + name;
    if (!has_state(path)) continue;
    const auto type = read_optional_text(path + "/type");
    if (!type) found.problems.push_back({path + "/type", type.error(), device_class::cooling_device});
    identity.devices.push_back({std::move(number), type ? clean_label(*type) : std::string()});
    sensors.push_back(describe_sensor(name, path));
  }
  if (sensors.empty()) return;
  auto id = device_id(directory, "");
  if (!id) return note_unless_unplugged({directory, id.error(), device_class::cooling_device}, found);
  found.devices.push_back(std::make_shared<const device_description>(device_description{
      .id = std::move(*id),
      .directory = directory,
      .bus = directory,
      .package = std::nullopt,
      .identity = std::move(identity),
      .sensors = std::move(sensors),
  }));
}

}  // namespace cputemp::hwmon
