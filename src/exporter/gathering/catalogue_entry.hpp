#pragma once

#include <cputemp/metrics/metric_family.hpp>

#include <array>
#include <string>
#include <string_view>

namespace cputemp::exporter {

/// Returns the unit at the end of a metric's name, before the `_total` of a counter; empty if the name ends with none.
constexpr std::string_view unit_of(std::string_view name) {
  constexpr std::array<std::string_view, 10> units = {"amperes", "bytes", "celsius", "hertz", "joules",
                                                      "ratio",   "rpm",   "seconds", "volts", "watts"};
  constexpr std::string_view total = "_total";
  if (name.ends_with(total)) name.remove_suffix(total.size());
  name.remove_prefix(name.rfind('_') + 1);
  for (const auto unit : units)
    if (name == unit) return unit;
  return {};
}

/// A family as a catalogue lists it. The unit is in the name.
struct catalogue_entry {
  std::string_view name;
  std::string_view help;
  metrics::metric_type type;

  metrics::metric_family family() const {
    return {std::string(name), std::string(help), type, {}, std::string(unit_of(name))};
  }
};

}  // namespace cputemp::exporter
