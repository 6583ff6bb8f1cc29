#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>

#include "body/body_shelf.hpp"
#include "body/body_writer.hpp"
#include "body/expected_cost.hpp"
#include "snapshot_encoder.hpp"

#include <mutex>
#include <utility>

namespace cputemp::exporter {
namespace {

// All parts that the servers of a usual host ask for, each in a job of its own, fit in several times; of a host with
// ten thousand sensors, a few compressed ones.
constexpr std::size_t octets_of_parts = std::size_t{1} << 20;

}  // namespace

/// One body is made at a time, so whoever waits for another one to be made finds it, and what the encoder keeps from
/// one to the next belongs to whoever makes one.
class exposition::impl {
 public:
  impl(exposition_settings settings, const build_info& build, const http_metrics* http)
      : settings_(std::move(settings)),
        shelf_(settings_.collectors, octets_of_parts),
        encoder_(settings_, build, http) {}

  body_pointer at_once(const snapshot_pointer& snapshot, const exposition_request& asked) {
    const auto wanted = within_settings(asked);
    if (auto found = shelf_.find(snapshot, wanted)) return found;
    if (!is_quick(snapshot, wanted)) return nullptr;
    const std::unique_lock making(making_, std::try_to_lock);
    return making ? made(snapshot, wanted) : nullptr;
  }

  body_pointer make(const snapshot_pointer& snapshot, const exposition_request& asked) {
    const auto wanted = within_settings(asked);
    if (auto found = shelf_.find(snapshot, wanted)) return found;
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
    return shelf_.find(snapshot, wanted);
  }

  bool is_quick(const snapshot_pointer& snapshot, const exposition_request& wanted) const {
    const auto octets = expected_octets(*snapshot, wanted.collectors, settings_.names);
    return expected_cost(octets, wanted.compressed, known_plain(snapshot, wanted) != nullptr) <= quick_cost;
  }

  // With making_ locked.
  body_pointer made(const snapshot_pointer& snapshot, const exposition_request& wanted) {
    if (auto found = shelf_.find(snapshot, wanted)) return found;
    shelf_.turn_to(snapshot);
    auto made = content(snapshot, wanted);
    shelf_.put(snapshot, wanted, made);
    return made;
  }

  body_pointer content(const snapshot_pointer& snapshot, const exposition_request& wanted) {
    if (!wanted.compressed) return encoder_.encode(snapshot, wanted.collectors, wanted.format);
    if (const auto plain = known_plain(snapshot, wanted)) return shared_body(settings_.compress(*plain));
    // Nobody has asked for the plain one, which may be ten times as large: it is not kept here.
    return shared_body(settings_.compress(*encoder_.encode(snapshot, wanted.collectors, wanted.format)));
  }

  const exposition_settings settings_;
  body_shelf shelf_;
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
