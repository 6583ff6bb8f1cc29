#include "discovery/cpu_topology.hpp"
#include "discovery/discovery.hpp"
#include "sysfs/file_descriptor.hpp"
#include "sysfs/kernel_text.hpp"
#include "sysfs/sysfs_directory.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/system/errc.hpp>

#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace cputemp::hwmon {

namespace {

namespace sys = boost::system;

/// The package, and the core in it; without a core, the package as a whole.
using place = std::pair<unsigned, std::optional<unsigned>>;

struct throttle_files {
  std::string count;
  std::string time;  ///< empty with older kernels
};

bool is_empty_directory(const std::string& path) {
  const auto files = list_directory(path);
  return files && files->empty();
}

/// Finds the CPU from which the counts of each core and package are read: among those that share it the first whose
/// file can be read, in the order of their names, as in node_exporter.
class throttle_finder {
 public:
  void visit(const std::string& cpu) {
    const auto package = read_topology_id(cpu + "/topology/physical_package_id");
    const auto core = read_topology_id(cpu + "/topology/core_id");
    if (!package || !core) return;
    const std::string directory = cpu + "/thermal_throttle";
    note(directory, look_at({*package, *core}, directory + "/core_throttle"));
    note(directory, look_at({*package, std::nullopt}, directory + "/package_throttle"));
  }

  const std::map<place, throttle_files>& found() const noexcept { return found_; }
  /// Why this process may not read the counts; no error if it may, or if there are none.
  const sys::error_code& withheld() const noexcept { return withheld_; }

 private:
  /// Returns no error if the counts of this place are known now.
  sys::error_code look_at(const place& where, const std::string& prefix) {
    if (found_.contains(where)) return {};
    const std::string count = prefix + "_count";
    if (const auto value = read_integer(count); !value) return value.error();
    const std::string time = prefix + "_total_time_ms";
    found_[where] = {count, read_integer(time) ? time : std::string()};
    return {};
  }

  void note(const std::string& directory, const sys::error_code& error) {
    if (!error || withheld_) return;
    if (classify(error).reason == fault_reason::denied)
      withheld_ = error;
    else if (is_empty_directory(directory))
      withheld_ = make_error_code(sensor_errc::masked);
  }

  std::map<place, throttle_files> found_;
  sys::error_code withheld_;
};

std::string name_of(const place& where) {
  const std::string package = "package" + std::to_string(where.first);
  return where.second ? package + "_core" + std::to_string(*where.second) : package;
}

cpu_position position_of(const place& where) {
  return {where.second ? cpu_part::core : cpu_part::package, where.first, where.second};
}

device_description describe(const std::string& directory, std::string id, const std::map<place, throttle_files>& all) {
  throttle_identity identity;
  std::vector<sensor_description> sensors;
  const auto add = [&](const place& where, const std::string& path, sensor_kind kind) {
    if (path.empty()) return;
    sensors.push_back({.sensor = name_of(where), .attributes = {{"input", path}}, .kind = kind});
    identity.positions.push_back(position_of(where));
  };
  for (const auto& [where, files] : all) add(where, files.count, sensor_kind::throttle_count);
  for (const auto& [where, files] : all) add(where, files.time, sensor_kind::throttle_time);
  return {.id = std::move(id),
          .directory = directory,
          .bus = directory,
          .package = std::nullopt,
          .identity = std::move(identity),
          .sensors = std::move(sensors)};
}

}  // namespace

void discover_throttles(const std::string& root, inventory& found) {
  const std::string directory = root + "/devices/system/cpu";
  const auto entries = list_directory(directory);
  if (!entries) {
    if (entries.error() != sys::errc::no_such_file_or_directory)
      found.problems.push_back({directory, entries.error(), device_class::cpu_throttle});
    return;
  }
  throttle_finder finder;
  for (const std::string& entry : *entries)
    if (!numbered_entry("cpu", entry).empty()) finder.visit(directory + "/" + entry);
  // One problem for all CPUs, so that it stays the same if CPUs go offline.
  if (finder.withheld())
    found.problems.push_back({directory + "/cpu*/thermal_throttle", finder.withheld(), device_class::cpu_throttle});
  if (finder.found().empty()) return;
  auto id = device_id(directory, "");
  if (!id) return note_unless_unplugged({directory, id.error(), device_class::cpu_throttle}, found);
  found.devices.push_back(
      std::make_shared<const device_description>(describe(directory, std::move(*id), finder.found())));
}

}  // namespace cputemp::hwmon
