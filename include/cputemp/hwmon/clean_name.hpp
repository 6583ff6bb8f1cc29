#pragma once

#include <string>
#include <string_view>

namespace cputemp::hwmon {

/// node_exporter's cleanMetricName: lower case, each rune outside [a-z0-9:_] one `_`, then no `_` at either end.
std::string clean_name(std::string_view text);

}  // namespace cputemp::hwmon
