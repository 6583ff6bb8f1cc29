#pragma once

#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/metrics/family.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace cputemp::exporter {

class label_cache;

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
  bool own_families = true;      ///< cpu_temp_exporter_*, but for what the HTTP server counts
  bool process_families = true;  ///< process_*
  std::filesystem::path procfs = "/proc";
};

/// Turns snapshots into the text that is served. A text is made at most once for a snapshot and shared by all that ask
/// for it; the numbers of the exporter itself in it are of the moment at which it was made. Any thread may ask.
class exposition {
 public:
  /// `http` may be null and otherwise outlives the exposition.
  exposition(exposition_settings, build_info, const http_metrics* http);
  ~exposition();

  /// The text format 0.0.4.
  std::shared_ptr<const std::string> text(const std::shared_ptr<const sampling::snapshot>&);

 private:
  std::vector<metrics::metric_family> collect(const sampling::snapshot&);

  exposition_settings settings_;
  build_info build_;
  const http_metrics* http_;

  std::mutex mutex_;  // held while a text is made: whoever asks meanwhile waits and shares it
  std::unique_ptr<label_cache> labels_;
  std::shared_ptr<const sampling::snapshot> encoded_;
  std::shared_ptr<const std::string> text_;
};

}  // namespace cputemp::exporter
