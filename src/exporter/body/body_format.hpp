#pragma once

#include <cputemp/exporter/exposition_request.hpp>
#include <cputemp/metrics/metric_family.hpp>

#include <array>
#include <string>
#include <string_view>

namespace cputemp::exporter {

/// How a body is written.
struct body_format {
  void (*append)(std::string& to, const metrics::metric_family&);
  std::string_view end;  ///< of the body, after all families; a literal
};

extern const std::array<body_format, exposition_format_count> body_formats;  ///< by exposition_format

/// Shares the encoded bytes, with at most an eighth of spare capacity.
body_pointer shared_body(std::string&&);

}  // namespace cputemp::exporter
