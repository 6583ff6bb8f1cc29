#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/metrics/label_set.hpp>

#include <array>
#include <optional>

#include "body/body_writer.hpp"
#include "gathering/gathered_families.hpp"
#include "native/cpu_families.hpp"
#include "native/sensor_families.hpp"
#include "node_exporter/families.hpp"
#include "self/process_families.hpp"

namespace cputemp::exporter {

/// Gathers the families of a snapshot and writes them. Keeps from one snapshot to the next what stays the same in
/// both. For one thread at a time.
class snapshot_encoder {
 public:
  snapshot_encoder(const exposition_settings&, const build_info&, const http_metrics*);

  body_pointer encode(const snapshot_pointer&, collector_set, exposition_format);

 private:
  /// What was gathered and written last for a set of collectors.
  struct remembered {
    collector_set set;
    gathered_families families;
    std::array<body_writer, exposition_format_count> writers{body_writer(body_formats[0]), body_writer(body_formats[1]),
                                                             body_writer(body_formats[2])};
    unsigned snapshots_since = 0;  // that it was asked for
  };
  void forget_what_is_gone(const snapshot_pointer&);
  remembered& of(collector_set);
  void gather(gathered_families&, const sampling::snapshot&, collector_set);

  const exposition_settings& settings_;
  const metrics::label_set build_;
  const http_metrics* const http_;

  snapshot_pointer newest_;
  label_cache labels_;
  package_label_cache packages_;
  node_exporter_cache node_exporter_;
  process_families process_;
  remembered full_;                 // for the set that Prometheus asks for
  std::optional<remembered> part_;  // for the part of it that was asked for last
};

}  // namespace cputemp::exporter
