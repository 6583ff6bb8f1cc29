#include "sensors_config/sensors_config.hpp"

#include "drivers/kind_attributes.hpp"

#include <algorithm>
#include <utility>

namespace cputemp::hwmon {

namespace {

/// The first statement about a sensor.
template <class Statement>
const Statement* about(const std::vector<Statement>& all, const std::string& sensor) {
  const auto found = std::ranges::find(all, sensor, &Statement::sensor);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::string sensor_in(const std::string& file) { return file.substr(0, file.find('_')); }

std::string limit_in(const std::string& file, const sensor_description& sensor) {
  if (!file.starts_with(sensor.sensor + "_")) return {};
  auto property = file.substr(sensor.sensor.size() + 1);
  return role_of(sensor.kind, property) == attribute_role::limit ? property : std::string();
}

std::vector<const chip_block*> blocks_of(const sensors_config& config, const device_description& chip) {
  std::vector<const chip_block*> found;
  const auto address = address_of(chip);
  if (!address) return found;
  for (auto block = config.blocks().rbegin(); block != config.blocks().rend(); ++block)
    if (std::ranges::any_of(block->patterns, [&](const chip_pattern& each) { return matches(each, *address); }))
      found.push_back(&*block);
  return found;
}

sensor_rules rules_of(const std::vector<const chip_block*>& blocks, const sensor_description& sensor) {
  sensor_rules rules;
  for (const chip_block* block : blocks) {
    if (!rules.label) rules.label = about(block->labels, sensor.sensor);
    if (!rules.ignored) rules.ignored = about(block->ignored, sensor.sensor);
    if (!rules.compute) rules.compute = about(block->computes, sensor.sensor);
    for (const set_statement& each : block->sets) {
      auto limit = limit_in(each.file, sensor);
      if (limit.empty()) continue;
      const auto known = std::ranges::find(rules.limits, limit, &std::pair<std::string, const set_statement*>::first);
      if (known == rules.limits.end())
        rules.limits.emplace_back(std::move(limit), &each);
      else
        known->second = &each;
    }
  }
  return rules;
}

}  // namespace cputemp::hwmon
