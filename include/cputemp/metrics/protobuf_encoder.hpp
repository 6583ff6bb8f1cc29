#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <span>
#include <string>
#include <string_view>

namespace cputemp::metrics {

/// The media type of encode_protobuf.
inline constexpr std::string_view protobuf_content_type =
    "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

/// Writes each family as an io.prometheus.client.MetricFamily (github.com/prometheus/client_model, metrics.proto) with
/// its length as a varint before it, in the order given; a family without samples is left out. Histograms have their
/// native buckets beside the classic ones.
std::string encode_protobuf(std::span<const metric_family>);

/// Appends one family as encode_protobuf writes it.
void append_protobuf(std::string& out, const metric_family&);

}  // namespace cputemp::metrics
