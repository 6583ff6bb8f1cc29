#pragma once

#include <cputemp/hwmon/sensor_kind.hpp>

#include <array>
#include <bitset>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace cputemp::exporter {

/// The parts of an exposition that `?collect[]=` and `?exclude[]=` select. The first ones are hwmon::device_class.
enum class collector : std::uint8_t { hwmon, thermal_zone, cooling_device, cpu_throttle, process };

/// The names of collectors in flags and requests, in the order of `collector`.
inline constexpr std::array<std::string_view, 5> collector_names = {"hwmon", "thermal_zone", "cooling_device",
                                                                    "cpu_throttle", "process"};

using collector_set = std::bitset<collector_names.size()>;

inline constexpr collector_set all_collectors{0b11111};
inline constexpr collector_set all_but_process{0b01111};

/// The names of the families of sensors: this program's, node_exporter's, or both side by side.
enum class schema : std::uint8_t { native, node_exporter, both };

/// The labels of cpu_temp_exporter_build_info.
struct build_info {
  std::string version;
  std::string revision;  ///< of the source; empty if it is unknown
  std::string compiler;
  std::string boost;
  std::string arch;
};

/// Which families an exposition holds, and how it is compressed.
struct exposition_settings {
  bool own_families = true;                   ///< cpu_temp_exporter_*, except for the counters of the HTTP server
  collector_set collectors = all_collectors;  ///< the others are off
  schema names = schema::native;
  /// Without those of node_exporter's names that its collectors other than hwmon and thermal_zone have, too.
  bool beside_node_exporter = false;
  std::set<hwmon::sensor_kind> kinds = {hwmon::sensor_kind::temp};  ///< in the native schema
  std::string window = "2m";                                        ///< the value of the label of that name
  std::filesystem::path procfs = "/proc";
  std::function<std::uint64_t()> dropped_log_lines = nullptr;       ///< from any thread; its family is absent if null
  std::function<std::string(std::string_view)> compress = nullptr;  ///< null if no request is compressed
};

}  // namespace cputemp::exporter
