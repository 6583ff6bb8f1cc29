#include <cputemp/exporter/http_metrics.hpp>

#include "catalogue.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::exporter {

http_metrics::http_metrics(std::vector<std::string> paths) {
  for (auto& path : paths) paths_.emplace_back(std::move(path));
  paths_.emplace_back("other");
}

void http_metrics::answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept {
  auto& path = paths_[std::min(endpoint, paths_.size() - 1)];
  const auto index = std::min<std::size_t>(status - lowest_status, path.by_status.size() - 1);
  path.by_status[index].increment();
  path.duration.observe(std::chrono::duration<double>(taken).count());
}

void http_metrics::append_families(std::vector<metrics::metric_family>& to,
                                   std::chrono::system_clock::time_point since) const {
  auto requests = catalogue::http_requests.family();
  auto duration = catalogue::http_request_duration.family();
  for (const auto& path : paths_) {
    const metrics::label_set labels{{"path", path.path}};
    duration.samples.push_back({labels, path.duration.value(), since});
    for (std::size_t i = 0; i < path.by_status.size(); ++i) {
      const auto count = path.by_status[i].value();
      const auto status = lowest_status + i;
      // A counter that is born at 1 is invisible to increase(): the usual answer is there from 0.
      const bool usual = status == (path.path == "other" ? 404 : 200);
      if (count != 0 || usual) requests.samples.push_back({labels.with("code", std::to_string(status)), count, since});
    }
  }
  to.push_back(std::move(requests));
  to.push_back(std::move(duration));
  const auto single = [&](const catalogue_entry& entry, metrics::sample sample) {
    to.push_back(entry.family());
    to.back().samples.push_back(std::move(sample));
  };
  single(catalogue::http_connections, {{}, connections_.value()});
  single(catalogue::http_rejected, {{}, rejected_.value(), since});
  single(catalogue::http_failures, {{}, failures_.value(), since});
}

}  // namespace cputemp::exporter
