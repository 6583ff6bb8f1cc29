#include "drivers/cpu_sensors.hpp"

#include "drivers/soc_sensors.hpp"

#include <algorithm>

namespace cputemp::hwmon {

namespace {

struct cpu_sensor {
  const cpu_rule* rule = nullptr;  ///< null for a sensor that does not belong to a CPU
  pattern_match label;
};

constexpr cpu_rule place_of_cpu = {{}, cpu_part::die};

cpu_sensor find_rule(const driver_facts& driver, const sensor_name& name) {
  for (const cpu_rule& rule : driver.cpu)
    if (const auto found = match(rule.which, name)) return {&rule, *found};
  if (driver.labels_are_places && soc_part(name.label)) return {&place_of_cpu, {}};
  return {};
}

bool has_label(std::span<const sensor_name> sensors, std::string_view label) {
  return !label.empty() && std::ranges::find(sensors, label, &sensor_name::label) != sensors.end();
}

}  // namespace

std::vector<std::optional<cpu_position>> cpu_positions(const driver_facts& driver, std::optional<unsigned> package,
                                                       std::span<const sensor_name> temperatures) {
  if (driver.package == package_rule::only_one) package = package.value_or(0);
  std::vector<cpu_sensor> sensors;
  sensors.reserve(temperatures.size());
  for (const sensor_name& name : temperatures) {
    const cpu_sensor& found = sensors.emplace_back(find_rule(driver, name));
    // A label knows the package better than the device's place does.
    if (found.rule != nullptr && found.rule->part == cpu_part::package && found.label.package)
      package = found.label.package;
  }
  std::vector<std::optional<cpu_position>> positions(temperatures.size());
  for (std::size_t i = 0; i < sensors.size(); ++i) {
    const auto& [rule, label] = sensors[i];
    if (rule == nullptr || has_label(temperatures, rule->unless_beside)) continue;
    positions[i] = cpu_position{rule->part, label.package ? label.package : package,
                                rule->part == cpu_part::core ? label.number : std::nullopt};
  }
  return positions;
}

}  // namespace cputemp::hwmon
