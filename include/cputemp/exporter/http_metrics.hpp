#pragma once

#include <cputemp/metrics/counter.hpp>
#include <cputemp/metrics/family.hpp>
#include <cputemp/metrics/gauge.hpp>
#include <cputemp/metrics/histogram.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <deque>
#include <string>
#include <vector>

namespace cputemp::exporter {

/// What the HTTP server did. Counts from any thread without a lock.
class http_metrics {
 public:
  /// The paths that get a label of their own, in the order of the server's endpoints; all others are `other`.
  explicit http_metrics(std::vector<std::string> paths);

  void answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept;
  void connection_opened() noexcept { connections_.add(); }
  void connection_closed() noexcept { connections_.subtract(); }
  void connection_rejected() noexcept { rejected_.increment(); }
  void handler_failed() noexcept { failures_.increment(); }

  /// `since` is when the program began to count.
  void append_families(std::vector<metrics::metric_family>&, std::chrono::system_clock::time_point since) const;

 private:
  static constexpr unsigned lowest_status = 100;
  struct path_metrics {
    explicit path_metrics(std::string p) : path(std::move(p)) {}
    std::string path;
    std::array<metrics::counter, 500> by_status;  // from lowest_status on
    metrics::histogram duration{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1};
  };

  std::deque<path_metrics> paths_;  // a deque, since atomics don't move; the last one is `other`
  metrics::gauge connections_;
  metrics::counter rejected_;
  metrics::counter failures_;
};

}  // namespace cputemp::exporter
