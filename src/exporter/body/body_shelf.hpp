#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace cputemp::exporter {

/// The bodies of the newest snapshot. All of those with the full set of collectors are kept, which is what Prometheus
/// asks for. Of others, which a query may ask for in any combination, the newest ones within a limit, and the very
/// newest in any case. Any thread may ask; nobody waits longer than for a few pointers.
class body_shelf {
 public:
  /// `octets` is the limit on the bodies of parts of the full set, all told.
  body_shelf(collector_set full, std::size_t octets) : full_(full), limit_(octets) {}

  /// Null where there is none.
  body_pointer find(const snapshot_pointer&, const exposition_request&) const;

  /// From here on the bodies of this snapshot are kept, and those of an older one are gone. Nothing happens where it is
  /// older itself.
  void turn_to(const snapshot_pointer&);

  /// Keeps a body of the snapshot that was turned to last; forgets one of any other.
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
