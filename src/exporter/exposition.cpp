#include <cputemp/exporter/exposition.hpp>

#include <cputemp/metrics/text_encoder.hpp>

#include "catalogue.hpp"
#include "cpu_families.hpp"
#include "node_exporter_families.hpp"
#include "process_families.hpp"
#include "sample_order.hpp"
#include "sensor_families.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <mutex>
#include <utility>
#include <vector>

namespace cputemp::exporter {
namespace {

void append_own_families(std::vector<metrics::metric_family>& to, const sampling::snapshot& snapshot,
                         const build_info& build) {
  const auto add = [&](const catalogue_entry& entry, metrics::sample sample) {
    to.push_back(entry.family());
    to.back().samples.push_back(std::move(sample));
  };
  add(catalogue::build_info, {{{"version", build.version},
                               {"revision", build.revision},
                               {"compiler", build.compiler},
                               {"boost", build.boost},
                               {"arch", build.arch}},
                              1.0});
  add(catalogue::last_sample, {{}, std::chrono::duration<double>(snapshot.taken.time_since_epoch()).count()});
  add(catalogue::samples, {{}, static_cast<double>(snapshot.sweeps)});
  add(catalogue::sample_overruns, {{}, static_cast<double>(snapshot.overruns)});
  add(catalogue::sweep_duration, {{}, snapshot.sweep_duration_seconds});
}

}  // namespace

/// Makes bodies, one at a time.
class exposition::encoder {
 public:
  encoder(exposition_settings settings, build_info build, const http_metrics* http)
      : settings_(std::move(settings)), build_(std::move(build)), http_(http) {}

  std::string encode(const snapshot_pointer&, const exposition_request&);

  const collector_set& collectors() const { return settings_.collectors; }

 private:
  std::vector<metrics::metric_family> collect(const sampling::snapshot&, collector_set);

  const exposition_settings settings_;
  const build_info build_;
  const http_metrics* const http_;

  std::mutex mutex_;  // all below, which stays from one snapshot to the next
  snapshot_pointer newest_;
  label_cache labels_;
  node_exporter_cache node_exporter_;
  sample_order order_;
};

std::vector<metrics::metric_family> exposition::encoder::collect(const sampling::snapshot& snapshot,
                                                                 collector_set wanted) {
  std::vector<metrics::metric_family> families;
  append_cpu_families(families, snapshot, wanted);
  if (settings_.names != schema::node_exporter) append_sensor_families(families, snapshot, wanted, settings_, labels_);
  if (settings_.names != schema::native) {
    append_node_exporter_families(families, snapshot, wanted, node_exporter_);
    if (settings_.scrape_families) append_scrape_families(families, snapshot, wanted);
  }
  if (settings_.own_families) append_own_families(families, snapshot, build_);
  if (settings_.own_families && http_) http_->append_families(families);
  if (wanted.test(static_cast<std::size_t>(collector::process))) append_process_families(families, settings_.procfs);
  order_.sort(families);
  return families;
}

std::string exposition::encoder::encode(const snapshot_pointer& snapshot, const exposition_request& wanted) {
  const std::scoped_lock lock(mutex_);
  if (snapshot != newest_) {
    labels_.forget_others(*snapshot);
    node_exporter_.labels.forget_others(*snapshot);
    order_.forget_unused();
    newest_ = snapshot;
  }
  return metrics::encode_text(collect(*snapshot, wanted.collectors));
}

/// The bodies of one snapshot.
class exposition::shelf {
 public:
  body find(const snapshot_pointer& snapshot, const exposition_request& wanted) const {
    const std::scoped_lock lock(mutex_);
    if (snapshot != of_) return nullptr;
    const auto found = std::ranges::find(bodies_, wanted, &entry::wanted);
    return found == bodies_.end() ? nullptr : found->made;
  }
  void put(const snapshot_pointer& snapshot, const exposition_request& wanted, body made) {
    const std::scoped_lock lock(mutex_);
    if (snapshot != of_) bodies_.clear();
    of_ = snapshot;
    bodies_.push_back({wanted, std::move(made)});
  }

 private:
  struct entry {
    exposition_request wanted;
    body made;
  };
  mutable std::mutex mutex_;
  snapshot_pointer of_;
  std::vector<entry> bodies_;
};

exposition::exposition(exposition_settings settings, build_info build, const http_metrics* http)
    : encoder_(std::make_unique<encoder>(std::move(settings), std::move(build), http)),
      shelf_(std::make_unique<shelf>()) {}

exposition::~exposition() = default;

exposition::body exposition::known(const snapshot_pointer& snapshot, exposition_request wanted) const {
  wanted.collectors &= encoder_->collectors();
  return shelf_->find(snapshot, wanted);
}

exposition::body exposition::make(const snapshot_pointer& snapshot, exposition_request wanted) {
  wanted.collectors &= encoder_->collectors();
  if (auto made = shelf_->find(snapshot, wanted)) return made;
  auto made = std::make_shared<const std::string>(encoder_->encode(snapshot, wanted));
  shelf_->put(snapshot, wanted, made);
  return made;
}

bool exposition::is_large(const sampling::snapshot&, exposition_request) const { return false; }

}  // namespace cputemp::exporter
