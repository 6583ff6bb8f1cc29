#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <string_view>

namespace cputemp::metrics {

/// What the name of a family ends in for its type; OpenMetrics counts that as its sample's and not as its own.
constexpr std::string_view suffix_of(metric_type type) {
  return type == metric_type::counter ? "_total" : type == metric_type::info ? "_info" : "";
}

/// The name without that.
constexpr std::string_view stem_of(std::string_view name, metric_type type) {
  const auto suffix = suffix_of(type);
  if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
  return name;
}

}  // namespace cputemp::metrics
