#pragma once

#include <cputemp/metrics/counter.hpp>
#include <cputemp/metrics/gauge.hpp>
#include <cputemp/metrics/histogram.hpp>
#include <cputemp/metrics/label_set.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace cputemp::exporter {

class gathered_families;
class gathered_family;

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
  void append_families(gathered_families&, std::chrono::system_clock::time_point since) const;

 private:
  static constexpr unsigned lowest_status = 100;
  static constexpr std::size_t status_count = 500;

  class path_metrics {
   public:
    /// `usual_status` is there from the start: a counter that is born at 1 is invisible to increase().
    path_metrics(std::string path, unsigned usual_status);

    void answered(unsigned status, double seconds) noexcept;
    void append_to(gathered_family& requests, gathered_family& duration,
                   std::chrono::system_clock::time_point since) const;

   private:
    void show(std::size_t index) noexcept;
    const metrics::label_set& labels_of(std::size_t index) const;

    const metrics::label_set labels_;
    std::array<metrics::counter, status_count> by_status_;                      // from lowest_status on
    std::array<std::atomic<std::uint64_t>, (status_count + 63) / 64> shown_{};  // a bit for each of by_status_
    metrics::histogram duration_{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1};

    mutable std::mutex encoding_;                                  // not taken by who counts
    mutable std::map<std::size_t, metrics::label_set> with_code_;  // with encoding_ locked
  };

  std::deque<path_metrics> paths_;  // a deque, since atomics don't move; the last one is `other`
  metrics::gauge connections_;
  metrics::counter rejected_;
  metrics::counter failures_;
};

}  // namespace cputemp::exporter
