#pragma once

#include <cputemp/metrics/metric_family.hpp>
#include <cputemp/metrics/openmetrics_encoder.hpp>

#include "escape.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cputemp::metrics {

/// A line about a family, before its samples.
enum class descriptor : std::uint8_t { none, help, type, unit };

/// In what the text formats differ; all else they have in common.
struct dialect {
  std::array<descriptor, 3> head;
  quoting help;
  metric_type info;     ///< what an info is said to be
  bool names_stem;      ///< a family has the name of its samples without `_total` or `_info`
  bool tells_counts;    ///< a number of observations is an integer, all else has a point: 40 and 40.0
  bool takes_negative;  ///< quantiles below 0, and sums of observations that were
  std::string_view end;
};

inline constexpr dialect text_0_0_4 = {
    .head = {descriptor::help, descriptor::type, descriptor::none},
    .help = quoting::backslash_newline,
    .info = metric_type::gauge,
    .names_stem = false,
    .tells_counts = false,
    .takes_negative = true,
    .end = "",
};

inline constexpr dialect openmetrics_1_0 = {
    .head = {descriptor::type, descriptor::unit, descriptor::help},
    .help = quoting::backslash_newline_quote,
    .info = metric_type::info,
    .names_stem = true,
    .tells_counts = true,
    .takes_negative = false,
    .end = openmetrics_end,
};

/// In the order given; a family without samples is left out.
std::string encode(std::span<const metric_family>, const dialect&);

/// What `encode` writes of one family.
void append(std::string& out, const metric_family&, const dialect&);

}  // namespace cputemp::metrics
