#pragma once

#include <string>

namespace cputemp::metrics {

/// Appends a value as Go's strconv.FormatFloat(v, 'g', -1, 64) prints it, `+Inf`, `-Inf` and `NaN` included: so do the
/// text formats of Prometheus, and labels that hold a number.
void append_value(std::string& out, double value);

}  // namespace cputemp::metrics
