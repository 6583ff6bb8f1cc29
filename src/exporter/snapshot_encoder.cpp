#include "snapshot_encoder.hpp"

#include <cputemp/metrics/openmetrics_encoder.hpp>
#include <cputemp/metrics/protobuf_encoder.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include "cpu_families.hpp"
#include "own_families.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <utility>

namespace cputemp::exporter {
namespace {

using encode_function = std::string (*)(std::span<const metrics::metric_family>);

constexpr std::array<encode_function, exposition_format_count> encoders = {  // by exposition_format
    metrics::encode_text, metrics::encode_openmetrics, metrics::encode_protobuf};

}  // namespace

snapshot_encoder::snapshot_encoder(const exposition_settings& settings, const build_info& build,
                                   const http_metrics* http)
    : settings_(settings), build_(labels_of(build)), http_(http), process_(settings.procfs) {}

void snapshot_encoder::forget_what_is_gone(const std::shared_ptr<const sampling::snapshot>& snapshot) {
  if (snapshot == newest_ || (newest_ && snapshot->sequence < newest_->sequence)) return;
  labels_.forget_others(*snapshot);
  node_exporter_.labels.forget_others(*snapshot);
  order_.forget_unused();
  newest_ = snapshot;
}

std::vector<metrics::metric_family> snapshot_encoder::gather(const sampling::snapshot& snapshot, collector_set wanted) {
  std::vector<metrics::metric_family> families;
  append_cpu_families(families, snapshot, wanted);
  if (settings_.names != schema::node_exporter) append_sensor_families(families, snapshot, wanted, settings_, labels_);
  if (settings_.names != schema::native) {
    append_node_exporter_families(families, snapshot, wanted, node_exporter_);
    if (settings_.scrape_families) append_scrape_families(families, snapshot, wanted);
  }
  if (settings_.own_families) append_own_families(families, snapshot, build_);
  if (settings_.own_families && http_) http_->append_families(families, snapshot.started);
  if (wanted.test(static_cast<std::size_t>(collector::process))) process_.append_to(families);
  order_.sort(families);
  return families;
}

std::string snapshot_encoder::encode(const std::shared_ptr<const sampling::snapshot>& snapshot, collector_set wanted,
                                     exposition_format format) {
  forget_what_is_gone(snapshot);
  return encoders[static_cast<std::size_t>(format)](gather(*snapshot, wanted));
}

}  // namespace cputemp::exporter
