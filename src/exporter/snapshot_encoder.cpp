#include "snapshot_encoder.hpp"

#include "self/own_families.hpp"

#include <cstddef>

namespace cputemp::exporter {
namespace {

// Of those that anything is encoded of: who asks for a part at every scrape does so more often than that.
constexpr unsigned most_snapshots_since = 16;

}  // namespace

snapshot_encoder::snapshot_encoder(const exposition_settings& settings, const build_info& build,
                                   const http_metrics* http)
    : settings_(settings),
      build_(labels_of(build)),
      http_(http),
      process_(settings.procfs),
      full_{.set = settings.collectors, .families = {}} {}

void snapshot_encoder::forget_what_is_gone(const snapshot_pointer& snapshot) {
  if (snapshot == newest_ || (newest_ && snapshot->sequence < newest_->sequence)) return;
  labels_.forget_others(*snapshot);
  node_exporter_.labels.forget_others(*snapshot);
  if (part_ && ++part_->snapshots_since > most_snapshots_since) part_.reset();
  newest_ = snapshot;
}

snapshot_encoder::remembered& snapshot_encoder::of(collector_set wanted) {
  if (wanted == full_.set) return full_;
  if (!part_ || part_->set != wanted) part_.emplace(remembered{.set = wanted, .families = {}});
  part_->snapshots_since = 0;
  return *part_;
}

void snapshot_encoder::gather(gathered_families& families, const sampling::snapshot& snapshot, collector_set wanted) {
  families.begin();
  append_cpu_families(families, snapshot, wanted, labels_, packages_);
  if (settings_.names != schema::node_exporter) append_sensor_families(families, snapshot, wanted, settings_, labels_);
  if (settings_.names != schema::native) {
    append_node_exporter_families(families, snapshot, wanted, node_exporter_);
    if (settings_.scrape_families) append_scrape_families(families, snapshot, wanted);
  }
  if (settings_.own_families) append_own_families(families, snapshot, settings_, build_);
  if (settings_.own_families && http_) http_->append_families(families, snapshot.started);
  if (wanted.test(static_cast<std::size_t>(collector::process)))
    process_.append_to(families, sampling::boot_clock::now());
  families.end();
}

body_pointer snapshot_encoder::encode(const snapshot_pointer& snapshot, collector_set wanted,
                                      exposition_format format) {
  forget_what_is_gone(snapshot);
  auto& last = of(wanted);
  gather(last.families, *snapshot, wanted);
  return last.writers[static_cast<std::size_t>(format)].write(last.families);
}

}  // namespace cputemp::exporter
