#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include "escape.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace cputemp::metrics {

/// A line about a family, before its samples.
enum class head_line : std::uint8_t { none, help, type, unit };

/// How the text formats differ; everything else they have in common.
struct text_dialect {
  std::array<head_line, 3> head;
  quoting help;
  metric_type info;     ///< the type that an info is written with
  bool drops_suffix;    ///< a family has the name of its samples without `_total` or `_info`
  bool marks_floats;    ///< a number of observations is an integer, any other value has a point: 40 and 40.0
  bool takes_negative;  ///< writes quantiles below 0, and sums of observations below 0
  std::string_view end;
};

/// Writes families in the order given; leaves out those without samples.
std::string encode(std::span<const metric_family>, const text_dialect&);

/// Appends what `encode` writes of one family.
void append(std::string& out, const metric_family&, const text_dialect&);

}  // namespace cputemp::metrics
