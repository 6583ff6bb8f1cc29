#include <cputemp/exporter/http_metrics.hpp>

#include <cputemp/metrics/counter.hpp>
#include <cputemp/metrics/gauge.hpp>
#include <cputemp/metrics/histogram.hpp>
#include <cputemp/metrics/label_set.hpp>

#include "gathering/gathered_families.hpp"
#include "self/catalogue.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <string_view>
#include <utility>

namespace cputemp::exporter {
namespace {

using system_time = std::chrono::system_clock::time_point;

struct known_status {
  unsigned status;
  std::string_view code;  // the value of the label
};

// The statuses that the server (http/protocol/status.cpp) and its endpoints send. Any other one counts as `other`.
constexpr std::array<known_status, 12> known_statuses = {{{200, "200"},
                                                          {400, "400"},
                                                          {404, "404"},
                                                          {405, "405"},
                                                          {408, "408"},
                                                          {413, "413"},
                                                          {414, "414"},
                                                          {431, "431"},
                                                          {500, "500"},
                                                          {501, "501"},
                                                          {503, "503"},
                                                          {505, "505"}}};

constexpr std::size_t code_count = known_statuses.size() + 1;  // the last one is `other`

constexpr std::size_t code_index(unsigned status) noexcept {
  return static_cast<std::size_t>(std::ranges::find(known_statuses, status, &known_status::status) -
                                  known_statuses.begin());
}

constexpr std::string_view code_at(std::size_t index) noexcept {
  return index < known_statuses.size() ? known_statuses[index].code : "other";
}

/// The requests of one path.
class path_metrics {
 public:
  /// `usual_status` is there from the start: a counter that is born at 1 is invisible to increase().
  path_metrics(const std::string& path, unsigned usual_status)
      : labels_{{"path", path}}, usual_(code_index(usual_status)) {
    for (std::size_t i = 0; i < code_count; ++i) with_code_[i] = labels_.with("code", code_at(i));
  }

  void answered(unsigned status, double seconds) noexcept {
    by_code_[code_index(status)].increment();
    duration_.observe(seconds);
  }

  void append_to(gathered_family& requests, gathered_family& duration, system_time since) const {
    // The durations of paths without requests would be a tenth of a usual host's text.
    if (auto seconds = duration_.value(); seconds.count != 0) duration.add(labels_, std::move(seconds), since);
    for (std::size_t i = 0; i < code_count; ++i)
      if (const auto count = by_code_[i].value(); count != 0 || i == usual_) requests.add(with_code_[i], count, since);
  }

 private:
  const metrics::label_set labels_;
  const std::size_t usual_;
  std::array<metrics::label_set, code_count> with_code_;
  std::array<metrics::counter, code_count> by_code_;
  metrics::histogram duration_{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1};
};

}  // namespace

class http_metrics::impl {
 public:
  explicit impl(const std::vector<std::string>& paths) {
    for (const auto& path : paths) paths_.emplace_back(path, 200U);
    paths_.emplace_back("other", 404U);
  }

  path_metrics& of(std::size_t endpoint) noexcept { return paths_[std::min(endpoint, paths_.size() - 1)]; }

  void append_families(gathered_families& to, system_time since) const {
    auto& requests = to.of(catalogue::http_requests);
    auto& duration = to.of(catalogue::http_request_duration);
    for (const auto& path : paths_) path.append_to(requests, duration, since);
    to.of(catalogue::http_connections).add({}, connections.value());
    to.of(catalogue::http_rejected).add({}, rejected.value(), since);
    to.of(catalogue::http_failures).add({}, failures.value(), since);
  }

  metrics::gauge connections;
  metrics::counter rejected;
  metrics::counter failures;

 private:
  std::deque<path_metrics> paths_;  // a deque, since atomics don't move; the last one is `other`
};

http_metrics::http_metrics(const std::vector<std::string>& paths) : impl_(std::make_unique<impl>(paths)) {}

http_metrics::~http_metrics() = default;

void http_metrics::answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept {
  impl_->of(endpoint).answered(status, std::chrono::duration<double>(taken).count());
}

void http_metrics::connection_opened() noexcept { impl_->connections.add(); }
void http_metrics::connection_closed() noexcept { impl_->connections.subtract(); }
void http_metrics::connection_rejected() noexcept { impl_->rejected.increment(); }
void http_metrics::handler_failed() noexcept { impl_->failures.increment(); }

void http_metrics::append_families(gathered_families& to, system_time since) const {
  impl_->append_families(to, since);
}

}  // namespace cputemp::exporter
