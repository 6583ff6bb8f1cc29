#pragma once

#include <string>
#include <string_view>

namespace cputemp::metrics::test {

/// Reads delimited MetricFamily messages by metrics.proto and writes each as a line of protobuf's text format, its
/// fields in the order in which they came. Throws std::runtime_error for what is not in metrics.proto.
std::string protobuf_text(std::string_view delimited);

}  // namespace cputemp::metrics::test
