#pragma once

#include "drivers/kind_attributes.hpp"

#include <optional>

namespace cputemp::hwmon {

/// How libsensors understands the number in a file of a chip.
struct file_meaning {
  double units;      ///< for one of libsensors' unit: 1000 for millidegrees
  bool is_computed;  ///< `compute` applies to it: not to alarms, divisors and the like
};

/// Nothing for files that have no meaning, such as labels.
std::optional<file_meaning> meaning_of(const attribute_name&) noexcept;

/// The units of a kind's readings and limits.
double units_in(sensor_kind) noexcept;

}  // namespace cputemp::hwmon
