#include "snapshot_encoder.hpp"

#include "body/body_format.hpp"
#include "node_exporter/families.hpp"
#include "self/own_families.hpp"

#include <string>
#include <utility>

namespace cputemp::exporter {
namespace {

constexpr collector_set throttles{1U << static_cast<unsigned>(collector::cpu_throttle)};

}  // namespace

snapshot_encoder::snapshot_encoder(const exposition_settings& settings, const build_info& build,
                                   const http_metrics* http)
    : settings_(settings), build_(labels_of(build)), http_(http), process_(settings.procfs) {}

void snapshot_encoder::forget_removed_devices(const snapshot_pointer& snapshot) {
  if (snapshot == newest_ || (newest_ && snapshot->sequence < newest_->sequence)) return;
  labels_.forget_others(*snapshot);
  node_exporter_.labels.forget_others(*snapshot);
  newest_ = snapshot;
}

void snapshot_encoder::gather(const sampling::snapshot& snapshot, collector_set wanted) {
  families_.begin();
  append_cpu_families(families_, snapshot, wanted, labels_, packages_, cores_);
  if (settings_.names != schema::node_exporter) append_sensor_families(families_, snapshot, wanted, settings_, labels_);
  if (settings_.names != schema::native) {
    const auto theirs = settings_.beside_node_exporter ? wanted & ~throttles : wanted;
    append_node_exporter_families(families_, snapshot, theirs, node_exporter_);
    if (!settings_.beside_node_exporter) append_scrape_families(families_, snapshot, wanted);
  }
  if (settings_.own_families) append_own_families(families_, snapshot, settings_, build_);
  if (settings_.own_families && http_) http_->append_families(families_, snapshot.started);
  if (wanted.test(static_cast<std::size_t>(collector::process)))
    process_.append_to(families_, sampling::boot_clock::now());
  families_.arrange();
}

body_pointer snapshot_encoder::write(exposition_format format) {
  const auto index = static_cast<std::size_t>(format);
  const auto& how = body_formats[index];
  auto& last_size = last_sizes_[index];
  std::string body;
  body.reserve(last_size + last_size / 16);
  families_.for_each([&](const metrics::metric_family& family) { how.append(body, family); });
  body += how.end;
  last_size = body.size();
  return shared_body(std::move(body));
}

body_pointer snapshot_encoder::encode(const snapshot_pointer& snapshot, collector_set wanted,
                                      exposition_format format) {
  forget_removed_devices(snapshot);
  gather(*snapshot, wanted);
  return write(format);
}

}  // namespace cputemp::exporter
