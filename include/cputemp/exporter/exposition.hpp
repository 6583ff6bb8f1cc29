#pragma once

#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/exporter/http_metrics.hpp>

#include <memory>

namespace cputemp::exporter {

/// Turns snapshots into the bodies that are served. Makes a body at most once for a snapshot, a format and a coding,
/// and shares it among all requests; the numbers about the exporter itself in it are read when it is made, except for
/// those of the network, which are up to a second old. Any thread may ask. The body of a snapshot that is older than
/// another one asked for is served, but not kept.
class exposition {
 public:
  /// `http` may be null and otherwise outlives the exposition.
  exposition(exposition_settings, build_info, const http_metrics* http);
  ~exposition();

  /// Returns the body if it is known, without an allocation, or can be made in about half a millisecond, for which
  /// other connections of an I/O thread can wait. Null if it would take longer, or while another body is made.
  body_pointer at_once(const snapshot_pointer&, exposition_request);

  /// Returns the body, however long that takes. Waits while another one is made.
  body_pointer make(const snapshot_pointer&, exposition_request);

 private:
  class impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace cputemp::exporter
