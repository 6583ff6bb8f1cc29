#include <cputemp/exporter/http_metrics.hpp>

#include "gathering/gathered_families.hpp"
#include "self/catalogue.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace cputemp::exporter {

http_metrics::path_metrics::path_metrics(std::string path, unsigned usual_status) : labels_{{"path", std::move(path)}} {
  show(usual_status - lowest_status);
}

void http_metrics::path_metrics::show(std::size_t index) noexcept {
  auto& word = shown_[index / 64];
  const auto bit = std::uint64_t{1} << index % 64;
  // Who finds the bit is to find what was counted before; it is set once, and looked at without a write from then on.
  if ((word.load(std::memory_order_relaxed) & bit) == 0) word.fetch_or(bit, std::memory_order_release);
}

void http_metrics::path_metrics::answered(unsigned status, double seconds) noexcept {
  const auto index = std::min<std::size_t>(status - lowest_status, by_status_.size() - 1);
  by_status_[index].increment();
  show(index);
  duration_.observe(seconds);
}

const metrics::label_set& http_metrics::path_metrics::labels_of(std::size_t index) const {
  auto& labels = with_code_[index];
  if (labels.empty()) labels = labels_.with("code", std::to_string(lowest_status + index));
  return labels;
}

void http_metrics::path_metrics::append_to(gathered_family& requests, gathered_family& duration,
                                           std::chrono::system_clock::time_point since) const {
  // Those of paths that nobody asks for would be a tenth of a usual host's text.
  if (auto seconds = duration_.value(); seconds.count != 0) duration.add(labels_, std::move(seconds), since);
  const std::scoped_lock encoding(encoding_);
  for (std::size_t i = 0; i < shown_.size(); ++i)
    for (auto left = shown_[i].load(std::memory_order_acquire); left != 0; left &= left - 1) {
      const auto index = i * 64 + static_cast<std::size_t>(std::countr_zero(left));
      requests.add(labels_of(index), by_status_[index].value(), since);
    }
}

http_metrics::http_metrics(std::vector<std::string> paths) {
  for (auto& path : paths) paths_.emplace_back(std::move(path), 200);
  paths_.emplace_back("other", 404);
}

void http_metrics::answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept {
  paths_[std::min(endpoint, paths_.size() - 1)].answered(status, std::chrono::duration<double>(taken).count());
}

void http_metrics::append_families(gathered_families& to, std::chrono::system_clock::time_point since) const {
  auto& requests = to.of(catalogue::http_requests);
  auto& duration = to.of(catalogue::http_request_duration);
  for (const auto& path : paths_) path.append_to(requests, duration, since);
  to.of(catalogue::http_connections).add({}, connections_.value());
  to.of(catalogue::http_rejected).add({}, rejected_.value(), since);
  to.of(catalogue::http_failures).add({}, failures_.value(), since);
}

}  // namespace cputemp::exporter
