#pragma once

#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <bitset>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

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

/// What an exposition holds beside the sensors.
struct exposition_settings {
  bool own_families = true;                   ///< cpu_temp_exporter_*, but for what the HTTP server counts
  collector_set collectors = all_collectors;  ///< what there is to choose from
  schema names = schema::native;
  bool scrape_families = true;  ///< node_scrape_collector_*, with the names of node_exporter
  std::set<hwmon::sensor_kind> kinds = {hwmon::sensor_kind::temp};  ///< in the native schema
  std::string window = "2m";                                        ///< the value of the label of that name
  std::filesystem::path procfs = "/proc";
};

/// Turns snapshots into the text that is served. A text is made at most once for a snapshot and shared by all that ask
/// for it; the numbers of the exporter itself in it are of the moment at which it was made. Any thread may ask.
class exposition {
 public:
  /// `http` may be null and otherwise outlives the exposition.
  exposition(exposition_settings, build_info, const http_metrics* http);
  ~exposition();

  /// The text format 0.0.4, of these collectors as far as settings has them.
  std::shared_ptr<const std::string> text(const std::shared_ptr<const sampling::snapshot>&,
                                          collector_set = all_collectors);

 private:
  std::vector<metrics::metric_family> collect(const sampling::snapshot&, collector_set);

  exposition_settings settings_;
  build_info build_;
  const http_metrics* http_;

  std::mutex mutex_;  // held while a text is made: whoever asks meanwhile waits and shares it
  struct kept;
  std::unique_ptr<kept> kept_;  // from one snapshot to the next
  std::shared_ptr<const sampling::snapshot> encoded_;
  std::map<unsigned long, std::shared_ptr<const std::string>> texts_;  // of encoded_, by collector_set
};

}  // namespace cputemp::exporter
