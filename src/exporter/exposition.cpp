#include <cputemp/exporter/exposition.hpp>

#include <cputemp/metrics/text_encoder.hpp>

#include "catalogue.hpp"
#include "process_families.hpp"
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

exposition::exposition(exposition_settings settings, build_info build, const http_metrics* http)
    : settings_(std::move(settings)), build_(std::move(build)), http_(http), labels_(std::make_unique<label_cache>()) {}

exposition::~exposition() = default;

std::vector<metrics::metric_family> exposition::collect(const sampling::snapshot& snapshot, collector_set wanted) {
  wanted &= settings_.collectors;
  std::vector<metrics::metric_family> families;
  append_sensor_families(families, snapshot, *labels_);
  if (settings_.own_families) append_own_families(families, snapshot, build_);
  if (settings_.own_families && http_) http_->append_families(families);
  if (wanted.test(static_cast<std::size_t>(collector::process))) append_process_families(families, settings_.procfs);
  metrics::sort(families);
  return families;
}

std::shared_ptr<const std::string> exposition::text(const std::shared_ptr<const sampling::snapshot>& snapshot,
                                                    collector_set wanted) {
  const std::scoped_lock lock(mutex_);
  if (snapshot != encoded_) {
    texts_.clear();
    encoded_ = snapshot;
  }
  auto& text = texts_[wanted.to_ulong()];
  if (!text) text = std::make_shared<const std::string>(metrics::encode_text(collect(*snapshot, wanted)));
  return text;
}

}  // namespace cputemp::exporter
