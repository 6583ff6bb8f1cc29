#include "drivers/trip_point_name.hpp"

#include "sysfs/kernel_text.hpp"

namespace cputemp::hwmon {

std::optional<trip_point_name> parse_trip_point_name(std::string_view file_name) noexcept {
  const std::size_t underscore = file_name.rfind('_');
  if (underscore == std::string_view::npos) return std::nullopt;
  const auto number = number_after("trip_point_", file_name.substr(0, underscore));
  const std::string_view property = file_name.substr(underscore + 1);
  if (!number) return std::nullopt;
  if (property == "temp") return trip_point_name{*number, trip_property::temp};
  if (property == "type") return trip_point_name{*number, trip_property::type};
  return std::nullopt;
}

}  // namespace cputemp::hwmon
