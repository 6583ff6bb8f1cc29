#include "sensors_config/file_meaning.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace cputemp::hwmon {

namespace {

constexpr std::string_view other_measurements[] = {"average", "average_lowest", "average_highest", "lowest",
                                                   "highest", "input_lowest",   "input_highest",   "cap_hyst"};

struct setting {
  std::string_view property;
  double units;
};

constexpr setting settings[] = {
    {"type", 1}, {"beep", 1}, {"div", 1}, {"pulses", 1}, {"offset", 1e3}, {"average_interval", 1e3}, {"vid", 1e3},
};

bool is_measured(sensor_kind kind, std::string_view property) noexcept {
  const auto inputs = measured_properties(kind);
  return std::ranges::find(inputs, property) != inputs.end() ||
         std::ranges::find(other_measurements, property) != std::end(other_measurements) ||
         role_of(kind, property) == attribute_role::limit;
}

}  // namespace

std::optional<file_meaning> meaning_of(const attribute_name& file) noexcept {
  const auto role = role_of(file.kind, file.property);
  if (role == attribute_role::alarm || role == attribute_role::fault || file.kind == sensor_kind::beep_enable)
    return file_meaning{1, false};
  if (is_measured(file.kind, file.property)) return file_meaning{units_in(file.kind), true};
  const auto* const found = std::ranges::find(settings, file.property, &setting::property);
  return found == std::end(settings) ? std::nullopt : std::optional(file_meaning{found->units, false});
}

double units_in(sensor_kind kind) noexcept {
  switch (kind) {
    case sensor_kind::temp:
    case sensor_kind::in:
    case sensor_kind::curr:
    case sensor_kind::humidity:
      return 1e3;
    case sensor_kind::power:
    case sensor_kind::energy:
      return 1e6;
    default:
      return 1;
  }
}

}  // namespace cputemp::hwmon
