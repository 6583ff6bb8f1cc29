#pragma once

#include <string>
#include <string_view>

namespace cputemp::hwmon {

/// Cleans a name as node_exporter's cleanMetricName: lower case, one `_` for each rune outside [a-z0-9:_], then no `_`
/// at either end. Public because the exporter cleans labels in the same way.
std::string clean_name(std::string_view text);

}  // namespace cputemp::hwmon
