#pragma once

#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/metrics/label_set.hpp>

#include <array>
#include <cstddef>

#include "gathering/gathered_families.hpp"
#include "native/cpu_families.hpp"
#include "native/sensor_families.hpp"
#include "node_exporter/cache.hpp"
#include "self/process_families.hpp"

namespace cputemp::exporter {

/// Gathers the families of a snapshot and writes them. Keeps labels and their order from one snapshot to the next. For
/// one thread at a time.
class snapshot_encoder {
 public:
  snapshot_encoder(const exposition_settings&, const build_info&, const http_metrics*);

  body_pointer encode(const snapshot_pointer&, collector_set, exposition_format);

 private:
  void forget_removed_devices(const snapshot_pointer&);
  void gather(const sampling::snapshot&, collector_set);
  body_pointer write(exposition_format);

  const exposition_settings& settings_;
  const metrics::label_set build_;
  const http_metrics* const http_;

  snapshot_pointer newest_;
  label_cache labels_;
  package_label_cache packages_;
  core_labels cores_;
  node_exporter_cache node_exporter_;
  process_families process_;
  gathered_families families_;
  std::array<std::size_t, exposition_format_count> last_sizes_{};  // of the bodies, by format
};

}  // namespace cputemp::exporter
