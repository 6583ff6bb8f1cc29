#pragma once

#include "fuzz/account.hpp"

#include <string_view>

namespace cputemp::fuzz {

/// Returns what delimited messages io.prometheus.client.MetricFamily say, with native histograms put together again.
/// Aborts on fields that are unknown, or not as metrics.proto has them.
account read_protobuf(std::string_view bytes);

}  // namespace cputemp::fuzz
