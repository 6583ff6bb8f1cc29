#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>

#include "body/body_cache.hpp"
#include "body/body_format.hpp"
#include "snapshot_encoder.hpp"

#include <cstddef>
#include <mutex>
#include <utility>

namespace cputemp::exporter {
namespace {

// Enough for all parts of a usual host, if each is scraped by a job of its own, and for a few compressed parts of a
// host with ten thousand sensors.
constexpr std::size_t bytes_of_parts = std::size_t{1} << 20;

// With more sensors a body takes longer than half a millisecond, and other connections of an I/O thread should not wait
// for it. Compression takes twice as long as encoding (bench/exposition_bench).
constexpr std::size_t most_sensors_at_once = 500;
constexpr std::size_t cost_of_compression = 2;

std::size_t count_sensors(const sampling::snapshot& snapshot, collector_set wanted) {
  std::size_t count = 0;
  for (const auto& device : snapshot.devices)
    if (wanted.test(static_cast<std::size_t>(device->description->what())))
      count += device->description->sensors.size();
  return count;
}

}  // namespace

/// Makes one body at a time: all requests that wait for the same one find it made, and only one thread uses the
/// encoder.
class exposition::impl {
 public:
  impl(exposition_settings settings, const build_info& build, const http_metrics* http)
      : settings_(std::move(settings)),
        cache_(settings_.collectors, bytes_of_parts),
        encoder_(settings_, build, http) {}

  body_pointer at_once(const snapshot_pointer& snapshot, const exposition_request& asked) {
    const auto wanted = within_settings(asked);
    if (auto found = cache_.find(snapshot, wanted)) return found;
    if (!is_quick(*snapshot, wanted)) return nullptr;
    const std::unique_lock making(making_, std::try_to_lock);
    return making ? made(snapshot, wanted) : nullptr;
  }

  body_pointer make(const snapshot_pointer& snapshot, const exposition_request& asked) {
    const auto wanted = within_settings(asked);
    if (auto found = cache_.find(snapshot, wanted)) return found;
    const std::scoped_lock making(making_);
    return made(snapshot, wanted);
  }

 private:
  exposition_request within_settings(exposition_request wanted) const {
    wanted.collectors &= settings_.collectors;
    return wanted;
  }

  body_pointer known_plain(const snapshot_pointer& snapshot, exposition_request wanted) const {
    wanted.compressed = false;
    return cache_.find(snapshot, wanted);
  }

  static bool is_quick(const sampling::snapshot& snapshot, const exposition_request& wanted) {
    const auto cost = count_sensors(snapshot, wanted.collectors) * (wanted.compressed ? 1 + cost_of_compression : 1);
    return cost <= most_sensors_at_once;
  }

  // With making_ locked.
  body_pointer made(const snapshot_pointer& snapshot, const exposition_request& wanted) {
    if (auto found = cache_.find(snapshot, wanted)) return found;
    cache_.turn_to(snapshot);
    auto made = content(snapshot, wanted);
    cache_.put(snapshot, wanted, made);
    return made;
  }

  body_pointer content(const snapshot_pointer& snapshot, const exposition_request& wanted) {
    if (!wanted.compressed) return encoder_.encode(snapshot, wanted.collectors, wanted.format);
    if (const auto plain = known_plain(snapshot, wanted)) return shared_body(settings_.compress(*plain));
    // The plain body may be ten times as large and was not asked for, so it is not kept.
    return shared_body(settings_.compress(*encoder_.encode(snapshot, wanted.collectors, wanted.format)));
  }

  const exposition_settings settings_;
  body_cache cache_;
  std::mutex making_;
  snapshot_encoder encoder_;  // with making_ locked
};

exposition::exposition(exposition_settings settings, build_info build, const http_metrics* http)
    : impl_(std::make_unique<impl>(std::move(settings), std::move(build), http)) {}

exposition::~exposition() = default;

body_pointer exposition::at_once(const snapshot_pointer& snapshot, exposition_request wanted) {
  return impl_->at_once(snapshot, wanted);
}

body_pointer exposition::make(const snapshot_pointer& snapshot, exposition_request wanted) {
  return impl_->make(snapshot, wanted);
}

}  // namespace cputemp::exporter
