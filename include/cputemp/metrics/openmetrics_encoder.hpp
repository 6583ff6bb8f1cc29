#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <span>
#include <string>
#include <string_view>

namespace cputemp::metrics {

/// The media types of encode_openmetrics: it writes nothing in which the two versions differ.
inline constexpr std::string_view openmetrics_1_0_0_content_type =
    "application/openmetrics-text; version=1.0.0; charset=utf-8";
inline constexpr std::string_view openmetrics_0_0_1_content_type =
    "application/openmetrics-text; version=0.0.1; charset=utf-8";

/// Writes families in the format of OpenMetrics 1.0 (github.com/OpenObservability/OpenMetrics, specification), in the
/// order given; a family without samples is left out. Counters and infos are named without their suffix. Leaves
/// out what the format has no place for: quantiles with a value below 0; a sum that is NaN, or may fall since a
/// histogram or summary has seen an observation below 0 or a histogram has a bound there; and with the sum of a
/// histogram its count. Leaves out `_created`, too, which the format allows: Prometheus would make a series of it.
std::string encode_openmetrics(std::span<const metric_family>);

/// Appends one family as encode_openmetrics writes it. After the last one comes openmetrics_end.
void append_openmetrics(std::string& out, const metric_family&);

inline constexpr std::string_view openmetrics_end = "# EOF\n";

}  // namespace cputemp::metrics
