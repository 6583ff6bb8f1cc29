#pragma once

#include <cputemp/metrics/histogram_value.hpp>
#include <cputemp/metrics/label_set.hpp>
#include <cputemp/metrics/shared_value.hpp>
#include <cputemp/metrics/summary_value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace cputemp::metrics {

/// Small, since a family holds thousands of numbers and few histograms.
using sample_value = std::variant<double, shared_value<histogram_value>, shared_value<summary_value>>;

struct sample {
  label_set labels;
  sample_value value;
  /// When a counter, histogram or summary began to count; the same in all expositions. None if it is unknown.
  std::optional<std::chrono::system_clock::time_point> created = std::nullopt;
};

/// An `info` is a gauge whose name ends in `_info` and whose value is always 1: its labels carry the information.
/// Formats that have no such type call it a gauge.
enum class metric_type : std::uint8_t { counter, gauge, histogram, summary, info };

/// A metric with all its series: a plain value that collectors return and encoders write.
struct metric_family {
  std::string name;  ///< [a-zA-Z_:][a-zA-Z0-9_:]*
  std::string help;
  metric_type type;
  std::vector<sample> samples;
  std::string unit = {};  ///< a suffix of the name, as OpenMetrics has it; empty if there is none

  void add(label_set labels, double value) { samples.push_back({std::move(labels), value}); }
};

}  // namespace cputemp::metrics
