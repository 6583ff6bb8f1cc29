#include "drivers/cpu_position.hpp"

#include "drivers/soc_sensors.hpp"
#include "sysfs/text.hpp"

#include <algorithm>
#include <iterator>

namespace cputemp::hwmon {

namespace {

/// `#` at the end of a label stands for a number, which is a package's or a core's.
struct label_row {
  std::string_view driver;
  std::string_view label;
  cpu_part part;
};

constexpr label_row label_rows[] = {
    {"coretemp", "Package id #", cpu_part::package},
    {"coretemp", "Physical id #", cpu_part::package},  // up to Linux 4.x
    {"coretemp", "Core #", cpu_part::core},
    {"k10temp", "Tdie", cpu_part::package},
    {"k10temp", "Tctl", cpu_part::package},
    {"k10temp", "Tccd#", cpu_part::die},
    {"k10temp", "", cpu_part::package},  // before family 17h, the one sensor has no label
    {"zenpower", "Tdie", cpu_part::package},
    {"zenpower", "Tctl", cpu_part::package},
    {"zenpower", "Tccd#", cpu_part::die},
    {"via_cputemp", "Core #", cpu_part::core},
};

struct label_match {
  const label_row* row;
  std::optional<unsigned> number;
};

std::optional<label_match> match(std::string_view driver, std::string_view label) {
  for (const label_row& row : label_rows) {
    if (row.driver != driver) continue;
    if (row.label == label) return label_match{&row, std::nullopt};
    if (!row.label.ends_with('#')) continue;
    if (const auto number = number_after(row.label.substr(0, row.label.size() - 1), label))
      return label_match{&row, number};
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::optional<cpu_position>> cpu_positions(std::string_view driver, std::optional<unsigned> package,
                                                       std::span<const std::string> labels) {
  std::vector<std::optional<cpu_position>> positions(labels.size());
  // The chips of ARM SoCs, which have one package.
  if (const auto part = soc_part(driver)) {
    std::fill(positions.begin(), positions.end(), cpu_position{*part, package.value_or(0), std::nullopt});
    return positions;
  }
  for (const std::string& label : labels) {
    const auto found = match(driver, label);
    if (found && found->row->part == cpu_part::package && found->number) package = found->number;
  }
  // Beside Tdie, Tctl is a value for fan control, up to 27 degrees above the temperature (Documentation/hwmon/k10temp).
  const bool has_tdie = std::find(labels.begin(), labels.end(), "Tdie") != labels.end();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto found = match(driver, labels[i]);
    if (!found || (has_tdie && labels[i] == "Tctl")) continue;
    const cpu_part part = found->row->part;
    positions[i] = cpu_position{part, package, part == cpu_part::core ? found->number : std::nullopt};
  }
  return positions;
}

}  // namespace cputemp::hwmon
