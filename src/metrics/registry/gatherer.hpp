#pragma once

#include <cputemp/metrics/collector.hpp>
#include <cputemp/metrics/gathering.hpp>

#include <chrono>
#include <map>
#include <span>
#include <string>

namespace cputemp::metrics {

/// Joins the families of several collectors, without the samples that do not keep to their description.
class gatherer {
 public:
  void ask(const collector&, std::span<const family_description>, std::chrono::steady_clock::time_point now);

  /// Returns them sorted. Of samples with the same labels the first stays.
  gathering take() &&;

 private:
  void accept(metric_family&&, std::span<const family_description>);

  std::map<std::string, metric_family> families_;  // by name
  std::vector<std::string> errors_;
};

}  // namespace cputemp::metrics
