#pragma once

#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/exporter/http_metrics.hpp>

#include <memory>

namespace cputemp::exporter {

/// Turns snapshots into the bodies that are served. A body is made at most once for a snapshot, a format and a coding,
/// and shared by all that ask for it; the numbers of the exporter itself in it are of the moment at which it was made,
/// but for those of the network, which are up to a second old.
/// Any thread may ask. A snapshot that is older than another one that was asked for is served, but not kept.
class exposition {
 public:
  /// `http` may be null and otherwise outlives the exposition.
  exposition(exposition_settings, build_info, const http_metrics* http);
  ~exposition();

  /// The body, if it is known, which allocates nothing, or can be made in half a millisecond or so, for which other
  /// connections of an I/O thread can wait. Null where it would take longer, or another body is just being made.
  body_pointer at_once(const snapshot_pointer&, exposition_request);

  /// The body, however long that takes. Waits for one that is just being made.
  body_pointer make(const snapshot_pointer&, exposition_request);

 private:
  class impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace cputemp::exporter
