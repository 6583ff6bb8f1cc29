#pragma once

#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>

namespace cputemp::exporter {

/// What can be left out of an exposition, by `?collect[]=` and `?exclude[]=`. The first ones are hwmon::device_class.
enum class collector : std::uint8_t { hwmon, thermal_zone, cooling_device, cpu_throttle, process };

/// The names of collectors in flags and requests, in the order of `collector`.
inline constexpr std::array<std::string_view, 5> collector_names = {"hwmon", "thermal_zone", "cooling_device",
                                                                    "cpu_throttle", "process"};

using collector_set = std::bitset<collector_names.size()>;

inline constexpr collector_set all_collectors{0b11111};
inline constexpr collector_set all_but_process{0b01111};

/// Whose names the families of sensors have: this program's, node_exporter's, or one beside the other.
enum class schema : std::uint8_t { native, node_exporter, both };

/// The labels of cpu_temp_exporter_build_info.
struct build_info {
  std::string version;
  std::string revision;  ///< of the source; empty where it is unknown
  std::string compiler;
  std::string boost;
  std::string arch;
};

enum class exposition_format : std::uint8_t { text, openmetrics, protobuf };

inline constexpr std::size_t exposition_format_count = 3;

/// What a scrape asks for.
struct exposition_request {
  collector_set collectors = all_collectors;  ///< as far as the settings have them
  exposition_format format = exposition_format::text;
  bool compressed = false;  ///< by exposition_settings::compress
  bool operator==(const exposition_request&) const = default;
};

/// What an exposition holds beside the sensors.
struct exposition_settings {
  bool own_families = true;                   ///< cpu_temp_exporter_*, but for what the HTTP server counts
  collector_set collectors = all_collectors;  ///< what there is to choose from
  schema names = schema::native;
  bool scrape_families = true;  ///< node_scrape_collector_*, with the names of node_exporter
  std::set<hwmon::sensor_kind> kinds = {hwmon::sensor_kind::temp};  ///< in the native schema
  std::string window = "2m";                                        ///< the value of the label of that name
  std::filesystem::path procfs = "/proc";
  std::function<std::string(std::string_view)> compress = nullptr;  ///< null where nothing is ever asked compressed
};

/// Turns snapshots into the bodies that are served. A body is made at most once for a snapshot, a format and a coding,
/// and shared by all that ask for it; the numbers of the exporter itself in it are of the moment at which it was made,
/// but for those of the network, which are up to a second old.
/// Any thread may ask. A snapshot that is older than another one that was asked for is served, but not kept.
class exposition {
 public:
  using body = std::shared_ptr<const std::string>;
  using snapshot_pointer = std::shared_ptr<const sampling::snapshot>;

  /// `http` may be null and otherwise outlives the exposition.
  exposition(exposition_settings, build_info, const http_metrics* http);
  ~exposition();

  /// The body, if it is known, which allocates nothing, or can be made in half a millisecond or so, for which other
  /// connections of an I/O thread can wait. Null where it would take longer, or another body is just being made.
  body at_once(const snapshot_pointer&, exposition_request);

  /// The body, however long that takes. Waits for one that is just being made.
  body make(const snapshot_pointer&, exposition_request);

 private:
  class impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace cputemp::exporter
