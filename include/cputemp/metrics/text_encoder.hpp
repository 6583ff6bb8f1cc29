#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <span>
#include <string>
#include <string_view>

namespace cputemp::metrics {

/// The media type of encode_text.
inline constexpr std::string_view text_content_type = "text/plain; version=0.0.4; charset=utf-8";

/// Writes families in the text format 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats), in the order
/// given; a family without samples is left out. Label values and HELP are escaped; bytes that are not UTF-8 become
/// U+FFFD and control characters other than the newline a space.
std::string encode_text(std::span<const metric_family>);

/// Appends one family as encode_text writes it.
void append_text(std::string& out, const metric_family&);

}  // namespace cputemp::metrics
