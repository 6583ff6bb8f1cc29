#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <string_view>

namespace cputemp::metrics {

/// Returns the suffix that a type demands of a family's name. In OpenMetrics it belongs to the name of the sample only.
constexpr std::string_view suffix_of(metric_type type) {
  return type == metric_type::counter ? "_total" : type == metric_type::info ? "_info" : "";
}

/// Returns the name of a family in OpenMetrics: without that suffix.
constexpr std::string_view openmetrics_name(std::string_view name, metric_type type) {
  const auto suffix = suffix_of(type);
  if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
  return name;
}

}  // namespace cputemp::metrics
