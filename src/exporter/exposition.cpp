#include <cputemp/exporter/exposition.hpp>

#include <cputemp/metrics/text_encoder.hpp>

#include "catalogue.hpp"
#include "cpu_families.hpp"
#include "node_exporter_families.hpp"
#include "process_families.hpp"
#include "sample_order.hpp"
#include "sensor_families.hpp"

#include <chrono>
#include <utility>

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

struct exposition::kept {
  label_cache labels;
  node_exporter_cache node_exporter;
  sample_order order;

  void forget_others(const sampling::snapshot& snapshot) {
    labels.forget_others(snapshot);
    node_exporter.labels.forget_others(snapshot);
    order.forget_unused();
  }
};

exposition::exposition(exposition_settings settings, build_info build, const http_metrics* http)
    : settings_(std::move(settings)), build_(std::move(build)), http_(http), kept_(std::make_unique<kept>()) {}

exposition::~exposition() = default;

std::vector<metrics::metric_family> exposition::collect(const sampling::snapshot& snapshot, collector_set wanted) {
  std::vector<metrics::metric_family> families;
  append_cpu_families(families, snapshot, wanted);
  if (settings_.names != schema::node_exporter)
    append_sensor_families(families, snapshot, wanted, settings_, kept_->labels);
  if (settings_.names != schema::native) {
    append_node_exporter_families(families, snapshot, wanted, kept_->node_exporter);
    if (settings_.scrape_families) append_scrape_families(families, snapshot, wanted);
  }
  if (settings_.own_families) append_own_families(families, snapshot, build_);
  if (settings_.own_families && http_) http_->append_families(families);
  if (wanted.test(static_cast<std::size_t>(collector::process))) append_process_families(families, settings_.procfs);
  kept_->order.sort(families);
  return families;
}

std::shared_ptr<const std::string> exposition::text(const std::shared_ptr<const sampling::snapshot>& snapshot,
                                                    collector_set wanted) {
  const std::scoped_lock lock(mutex_);
  if (snapshot != encoded_) {
    texts_.clear();
    kept_->forget_others(*snapshot);
    encoded_ = snapshot;
  }
  wanted &= settings_.collectors;
  auto& text = texts_[wanted.to_ulong()];
  if (!text) text = std::make_shared<const std::string>(metrics::encode_text(collect(*snapshot, wanted)));
  return text;
}

}  // namespace cputemp::exporter
