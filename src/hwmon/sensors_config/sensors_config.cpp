#include "sensors_config/sensors_config.hpp"

#include "drivers/kind_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace cputemp::hwmon {

namespace {

/// The first statement about a sensor.
template <class Statement>
const Statement* about(const std::vector<Statement>& all, const std::string& sensor) {
  const auto found = std::ranges::find(all, sensor, &Statement::sensor);
  return found == all.end() ? nullptr : &*found;
}

void describe(const sensor_rules& rules, const std::string& sensor, std::multimap<std::size_t, std::string>& lines,
              const std::map<const void*, std::size_t>& order) {
  const auto add = [&](const auto* statement, const std::string& text) {
    if (statement)
      lines.emplace(order.at(statement), fmt::format("{}: {} {}", to_text(statement->place), text, sensor));
  };
  add(rules.ignored, "ignores");
  if (rules.ignored) return;
  if (rules.label) add(rules.label, fmt::format("names \"{}\"", rules.label->label));
  add(rules.compute, "computes");
  for (const auto& [limit, statement] : rules.limits) add(statement, fmt::format("shows as {} of", limit));
}

/// The statements in the order of their lines.
std::map<const void*, std::size_t> order_of(const std::vector<chip_block>& blocks) {
  std::vector<std::pair<std::size_t, const void*>> placed;
  std::map<const void*, std::size_t> order;
  for (std::size_t b = 0; b < blocks.size(); ++b) {
    placed.clear();
    for (const auto& each : blocks[b].labels) placed.emplace_back(each.place.line, &each);
    for (const auto& each : blocks[b].ignored) placed.emplace_back(each.place.line, &each);
    for (const auto& each : blocks[b].computes) placed.emplace_back(each.place.line, &each);
    for (const auto& each : blocks[b].sets) placed.emplace_back(each.place.line, &each);
    std::ranges::sort(placed);
    for (const auto& [line, statement] : placed) order.emplace(statement, order.size());
  }
  return order;
}

}  // namespace

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

sensors_config_effects effects_of(const sensors_config& config, const inventory& found) {
  const auto order = order_of(config.blocks());
  std::multimap<std::size_t, std::string> lines;
  std::vector<const chip_block*> matched;
  for (const auto& device : found.devices) {
    if (!device->chip()) continue;
    const auto blocks = blocks_of(config, *device);
    matched.insert(matched.end(), blocks.begin(), blocks.end());
    for (const auto& sensor : device->sensors)
      describe(rules_of(blocks, sensor), fmt::format("{} of {}", sensor.sensor, device->name()), lines, order);
  }
  std::ranges::sort(matched);
  sensors_config_effects effects;
  for (auto& [place, line] : lines) effects.done.push_back(std::move(line));
  for (const auto& block : config.blocks())
    if (!std::ranges::binary_search(matched, &block))
      effects.unmatched.push_back(fmt::format("{}: no chip matches {}", to_text(block.place), block.names));
  return effects;
}

}  // namespace cputemp::hwmon
