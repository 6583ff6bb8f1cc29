#pragma once

#include <cputemp/metrics/collector.hpp>
#include <cputemp/metrics/gathering.hpp>

#include <chrono>
#include <map>
#include <span>
#include <string>

namespace cputemp::metrics {

/// Puts together what several collectors give, but for what does not keep to its description.
class gatherer {
 public:
  void ask(const collector&, std::span<const family_description>, std::chrono::steady_clock::time_point now);

  /// Sorted, without the second and further samples of the same labels.
  gathering take() &&;

 private:
  void accept(metric_family&&, std::span<const family_description>);

  std::map<std::string, metric_family> families_;  // by name
  std::vector<std::string> errors_;
};

}  // namespace cputemp::metrics
