#pragma once

#include <cstdint>
#include <optional>

namespace cputemp::hwmon {

/// The part of a CPU that a sensor measures; the values of the label `kind`.
enum class cpu_part : std::uint8_t { package, die, core };

/// Which part of which CPU a sensor measures, as far as that is known.
struct cpu_position {
  cpu_part part;
  std::optional<unsigned> package;
  std::optional<unsigned> core;
  bool operator==(const cpu_position&) const = default;
};

}  // namespace cputemp::hwmon
