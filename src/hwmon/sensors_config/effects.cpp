#include "drivers/plausibility.hpp"
#include "sensors_config/file_meaning.hpp"
#include "sensors_config/sensors_config.hpp"
#include "sysfs/kernel_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <type_traits>
#include <utility>
#include <variant>

namespace cputemp::hwmon {

namespace {

/// What a statement does to a chip, or why it does nothing.
struct effect {
  enum class kind : std::uint8_t { done, overruled, mistaken };
  kind what;
  std::string text;
};

/// Whether the value means no limit, so that setting it hides the one that the driver gives.
bool hides(const set_statement& set, const device_description& chip, const sensor_description& sensor,
           const std::string& limit) {
  if (!set.value.is_constant()) return false;
  const double value = set.value.value(0, {}).value_or(0) * units_in(sensor.kind);
  const measurement measured{sensor.kind, facts_of(chip.driver), {sensor.sensor, {}}};
  return !(std::abs(value) < 9e18) || !is_plausible_limit(measured, limit, std::llround(value));
}

/// A chip, and what the configuration says of its sensors.
class configured_chip {
 public:
  configured_chip(const device_description& device, const std::vector<const chip_block*>& blocks,
                  const std::set<sensor_kind>& kinds)
      : device_(&device), kinds_(&kinds) {
    for (const auto& sensor : device.sensors)
      sensors_.emplace(sensor.sensor, std::pair(&sensor, rules_of(blocks, sensor)));
  }

  effect operator()(const label_statement* label) const {
    return of_sensor(*label, &sensor_rules::label, fmt::format("names \"{}\"", label->label));
  }
  effect operator()(const ignore_statement* ignore) const {
    return of_sensor(*ignore, &sensor_rules::ignored, "ignores");
  }
  effect operator()(const compute_statement* compute) const {
    return of_sensor(*compute, &sensor_rules::compute, "computes");
  }

  effect operator()(const set_statement* set) const {
    const auto name = parse_attribute_name(set->file);
    const auto found = sensors_.find(sensor_in(set->file));
    if (!name || name->property.empty()) return has_no(set->file);
    if (found == sensors_.end()) return without_sensor(sensor_in(set->file));
    const auto& [sensor, rules] = found->second;
    if (rules.ignored) return ignored_by(*rules.ignored, sensor->sensor);
    const auto limit = limit_in(set->file, *sensor);
    if (limit.empty()) return without_limit(*name, set->file);
    const auto* const counts =
        std::ranges::find(rules.limits, limit, &decltype(rules.limits)::value_type::first)->second;
    if (counts != set) return overruled_by(counts->place, set->file);
    return {effect::kind::done,
            fmt::format("{} {} of {} of {}", hides(*set, *device_, *sensor, limit) ? "hides" : "shows as", limit,
                        sensor->sensor, device_->name())};
  }

 private:
  template <class Statement>
  effect of_sensor(const Statement& statement, const Statement* sensor_rules::*which, std::string_view verb) const {
    const auto found = sensors_.find(statement.sensor);
    if (found == sensors_.end()) return without_sensor(statement.sensor);
    const auto& rules = found->second.second;
    if constexpr (!std::is_same_v<Statement, ignore_statement>)
      if (rules.ignored) return ignored_by(*rules.ignored, statement.sensor);
    if (rules.*which != &statement) return overruled_by((rules.*which)->place, statement.sensor);
    return {effect::kind::done, fmt::format("{} {} of {}", verb, statement.sensor, device_->name())};
  }

  effect without_sensor(const std::string& sensor) const {
    const auto name = parse_attribute_name(sensor);
    if (name && !kinds_->contains(name->kind))
      return {effect::kind::overruled, fmt::format("sensors of the kind {} are not read",
                                                   sensor_kind_names[static_cast<std::size_t>(name->kind)])};
    return has_no(sensor);
  }

  effect without_limit(const attribute_name& name, const std::string& file) const {
    if (meaning_of(name))
      return {effect::kind::overruled, fmt::format("{} is not a limit, and this program writes to no chip", file)};
    return has_no(file);
  }

  effect has_no(const std::string& what) const {
    return {effect::kind::mistaken, fmt::format("{} has no {}", device_->name(), visible(what))};
  }

  effect ignored_by(const ignore_statement& ignore, const std::string& sensor) const {
    return {effect::kind::overruled,
            fmt::format("{} ignores {} of {}", to_text(ignore.place), sensor, device_->name())};
  }

  effect overruled_by(const config_place& place, const std::string& what) const {
    return {effect::kind::overruled, fmt::format("{} counts for {} of {}", to_text(place), what, device_->name())};
  }

  const device_description* device_;
  const std::set<sensor_kind>* kinds_;  ///< that are read
  std::map<std::string, std::pair<const sensor_description*, sensor_rules>> sensors_;
};

using any_statement =
    std::variant<const label_statement*, const ignore_statement*, const compute_statement*, const set_statement*>;

const config_place& place_of(const any_statement& statement) {
  return std::visit(
      [](const auto* each) -> auto& { return each->place; }, statement);
}

std::vector<any_statement> in_order(const chip_block& block) {
  std::vector<any_statement> all;
  const auto add = [&](const auto& statements) {
    for (const auto& each : statements) all.emplace_back(&each);
  };
  add(block.labels);
  add(block.ignored);
  add(block.computes);
  add(block.sets);
  std::ranges::stable_sort(all, {}, [](const any_statement& each) { return place_of(each).line; });
  return all;
}

/// A statement is reported as idle only if it changes nothing on any of its chips.
void add_effects(sensors_config_effects& to, const any_statement& statement,
                 const std::vector<const configured_chip*>& chips) {
  const auto place = to_text(place_of(statement));
  std::vector<effect> idle;
  for (const auto* chip : chips) {
    auto found = std::visit(*chip, statement);
    if (found.what == effect::kind::done)
      to.done.push_back(fmt::format("{}: {}", place, found.text));
    else
      idle.push_back(std::move(found));
  }
  if (idle.size() < chips.size()) return;
  const auto& first = *std::ranges::min_element(idle, {}, &effect::what);
  const auto more = idle.size() - 1;
  auto& lines = first.what == effect::kind::mistaken ? to.mistaken : to.overruled;
  lines.push_back(
      fmt::format("{}: no effect: {}{}", place, first.text, more == 0 ? "" : fmt::format(" (and {} more)", more)));
}

std::set<sensor_kind> read_kinds(const inventory& found) {
  std::set<sensor_kind> kinds;
  for (const auto& device : found.devices)
    for (const auto& sensor : device->sensors)
      if (device->chip() && sensor.input()) kinds.insert(sensor.kind);
  return kinds;
}

}  // namespace

sensors_config_effects effects_of(const sensors_config& config, const inventory& found) {
  const auto kinds = read_kinds(found);
  std::vector<std::unique_ptr<const configured_chip>> chips;
  std::map<const chip_block*, std::vector<const configured_chip*>> chips_of;
  for (const auto& device : found.devices) {
    const auto blocks = device->chip() ? blocks_of(config, *device) : std::vector<const chip_block*>();
    if (blocks.empty()) continue;
    chips.push_back(std::make_unique<const configured_chip>(*device, blocks, kinds));
    for (const auto* block : blocks) chips_of[block].push_back(chips.back().get());
  }
  sensors_config_effects effects;
  for (const auto& block : config.blocks()) {
    const auto matched = chips_of.find(&block);
    if (matched == chips_of.end())
      effects.unmatched.push_back(fmt::format("{}: no chip matches {}", to_text(block.place), block.names));
    else
      for (const auto& statement : in_order(block)) add_effects(effects, statement, matched->second);
  }
  return effects;
}

}  // namespace cputemp::hwmon
