#include <cputemp/metrics/openmetrics_encoder.hpp>

#include "encoding/dialect.hpp"

namespace cputemp::metrics {

std::string encode_openmetrics(std::span<const metric_family> families) { return encode(families, openmetrics_1_0); }

void append_openmetrics(std::string& out, const metric_family& family) { append(out, family, openmetrics_1_0); }

}  // namespace cputemp::metrics
