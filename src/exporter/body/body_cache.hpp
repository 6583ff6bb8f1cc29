#pragma once

#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace cputemp::exporter {

/// The bodies of the newest snapshot. Keeps all that have the full set of collectors, as Prometheus usually asks for.
/// Of the others, which queries may ask for in any combination, keeps the newest within a limit, and the very newest in
/// any case. Any thread may ask, and waits at most while another one copies a few pointers.
class body_cache {
 public:
  /// `bytes_of_parts` limits the bodies of parts of the full set, all together.
  body_cache(collector_set full, std::size_t bytes_of_parts) : full_(full), limit_(bytes_of_parts) {}

  /// Null if there is none.
  body_pointer find(const snapshot_pointer&, const exposition_request&) const;

  /// Drops the bodies of an older snapshot and keeps those of this one from now on. Does nothing if this one is older.
  void turn_to(const snapshot_pointer&);

  /// Keeps a body of the snapshot that was turned to last; ignores one of any other.
  void put(const snapshot_pointer&, const exposition_request&, body_pointer);

 private:
  struct entry {
    exposition_request wanted;
    body_pointer made;
  };
  using entries = std::vector<entry>;
  entries take_out_surplus();

  const collector_set full_;
  const std::size_t limit_;

  mutable std::mutex mutex_;  // all below; no body is freed under it
  snapshot_pointer of_;
  entries bodies_;  // the oldest first
};

}  // namespace cputemp::exporter
