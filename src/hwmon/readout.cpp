#include <cputemp/hwmon/readout.hpp>

#include <algorithm>

namespace cputemp::hwmon {

std::optional<std::int64_t> limit_named(const sensor_details& details, std::string_view name) noexcept {
  const auto found = std::ranges::find(details.limits, name, &limit::name);
  return found == details.limits.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace cputemp::hwmon
