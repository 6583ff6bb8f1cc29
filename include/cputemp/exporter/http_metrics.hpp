#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace cputemp::exporter {

class gathered_families;

/// Counts requests and connections of the HTTP server: from any thread, without a lock or an allocation.
class http_metrics {
 public:
  /// The paths that get a label of their own, in the order of the server's endpoints; all others are `other`.
  explicit http_metrics(const std::vector<std::string>& paths);
  ~http_metrics();

  /// Each status that the server sends has a counter of its own; any other one counts as `other`.
  void answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept;
  void connection_opened() noexcept;
  void connection_closed() noexcept;
  void connection_rejected() noexcept;
  void handler_failed() noexcept;

  /// `since` is when the program began to count.
  void append_families(gathered_families&, std::chrono::system_clock::time_point since) const;

 private:
  class impl;
  std::unique_ptr<impl> impl_;
};

}  // namespace cputemp::exporter
