#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/metrics/family.hpp>

#include <memory>
#include <string>
#include <vector>

#include "node_exporter_families.hpp"
#include "process_families.hpp"
#include "sample_order.hpp"
#include "sensor_families.hpp"

namespace cputemp::exporter {

/// Gathers the families of a snapshot and writes them. Keeps from one snapshot to the next what stays the same in
/// both. For one thread at a time.
class snapshot_encoder {
 public:
  snapshot_encoder(const exposition_settings&, const build_info&, const http_metrics*);

  std::string encode(const std::shared_ptr<const sampling::snapshot>&, collector_set, exposition_format);

 private:
  void forget_what_is_gone(const std::shared_ptr<const sampling::snapshot>&);
  std::vector<metrics::metric_family> gather(const sampling::snapshot&, collector_set);

  const exposition_settings& settings_;
  const metrics::label_set build_;
  const http_metrics* const http_;

  std::shared_ptr<const sampling::snapshot> newest_;
  label_cache labels_;
  node_exporter_cache node_exporter_;
  process_families process_;
  sample_order order_;
};

}  // namespace cputemp::exporter
