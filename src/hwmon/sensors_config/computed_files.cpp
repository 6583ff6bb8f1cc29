#include "sensors_config/computed_files.hpp"

#include "drivers/driver_table.hpp"
#include "drivers/plausibility.hpp"
#include "sensors_config/file_meaning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace cputemp::hwmon {

namespace {

constexpr std::size_t after_all_sets = std::numeric_limits<std::size_t>::max();

std::string file_name(const sensor_description& sensor, const std::string& property) {
  return property.empty() ? sensor.sensor : sensor.sensor + "_" + property;
}

bool is_limit(const sensor_description& sensor, const std::string& property) {
  return role_of(sensor.kind, property) == attribute_role::limit;
}

/// Of a reading, a limit or a file.
template <class Result>
std::optional<double> as_number(const Result& value) {
  return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

}  // namespace

computed_files::computed_files(std::shared_ptr<const device_description> device, std::vector<const chip_block*> blocks,
                               std::vector<sensor_rules> rules)
    : device_(std::move(device)), blocks_(std::move(blocks)), rules_(std::move(rules)) {
  add_sets();
  for (std::size_t i = 0; i < rules_.size(); ++i) results_.push_back(results_of(i));
  for (std::size_t i = 0; i < files_.size(); ++i) add_operands(i);  // which may add files
  arrange();
}

// The last block is executed first, so that the values of the first one stay.
void computed_files::add_sets() {
  for (const chip_block* block : blocks_) {
    for (const set_statement& each : block->sets) {
      const auto name = parse_attribute_name(each.file);
      if (!name || role_of(name->kind, name->property) != attribute_role::limit) continue;
      sets_[each.file].push_back(files_.size());
      files_.push_back({set_file{sensor_of(each.file) ? std::string() : each.file}, units_in(name->kind), &each.value});
    }
  }
}

computed_files::sensor_results computed_files::results_of(std::size_t index) {
  const sensor_description& sensor = device_->sensors[index];
  sensor_results results;
  for (const auto& [name, statement] : rules_[index].limits)
    results.limits.emplace(name, sets_.at(file_name(sensor, name)).back());
  if (rules_[index].compute == nullptr) return results;
  if (const auto* input = sensor.input()) results.input = index_of(file_name(sensor, input->name), after_all_sets);
  for (const attribute& each : sensor.attributes)
    if (is_limit(sensor, each.name))
      results.limits.emplace(each.name, index_of(file_name(sensor, each.name), after_all_sets));
  return results;
}

void computed_files::add_operands(std::size_t index) {
  const auto* formula = files_[index].formula;
  if (formula == nullptr) return;
  const bool is_set = std::holds_alternative<set_file>(files_[index].source);
  std::vector<std::size_t> operands;
  for (const auto& each : formula->variables()) operands.push_back(index_of(each, is_set ? index : after_all_sets));
  files_[index].operands = std::move(operands);
}

// As it is before the statement `set` of that index is executed. A file that the chip does not have can't be set.
std::size_t computed_files::index_of(const std::string& name, std::size_t before) {
  if (const auto set = sets_.find(name); set != sets_.end() && has(name)) {
    const auto place = std::ranges::lower_bound(set->second, before);
    if (place != set->second.begin()) return *std::prev(place);
  }
  const auto [known, is_new] = of_driver_.emplace(name, files_.size());
  if (is_new) files_.push_back(driver_file(name));
  return known->second;
}

computed_files::computed_file computed_files::driver_file(const std::string& name) const {
  const auto parts = parse_attribute_name(name);
  const auto meaning = parts ? meaning_of(*parts) : std::nullopt;
  if (!meaning) return {no_file{}};
  const auto sensor = sensor_of(name);
  const auto rules =
      sensor ? rules_[*sensor] : rules_of(blocks_, {.sensor = sensor_in(name), .attributes = {}, .kind = parts->kind});
  if (rules.ignored != nullptr) return {no_file{}};
  computed_file found{other_file{name}, meaning->units};
  if (meaning->is_computed && rules.compute != nullptr) found.formula = &rules.compute->from_chip;
  if (!sensor) return found;
  const auto* input = device_->sensors[*sensor].input();
  if (input != nullptr && input->name == parts->property)
    found.source = input_file{*sensor};
  else if (is_limit(device_->sensors[*sensor], std::string(parts->property)))
    found.source = limit_file{*sensor, std::string(parts->property)};
  return found;
}

void computed_files::arrange() {
  values_.resize(files_.size());
  std::vector<std::size_t> missing;
  std::vector<std::vector<std::size_t>> users(files_.size());
  for (std::size_t i = 0; i < files_.size(); ++i) {
    missing.push_back(files_[i].operands.size());
    for (const auto operand : files_[i].operands) users[operand].push_back(i);
    if (files_[i].operands.empty()) order_.push_back(i);
  }
  for (std::size_t done = 0; done < order_.size(); ++done)
    for (const auto user : users[order_[done]])
      if (--missing[user] == 0) order_.push_back(user);
}

// Of a sensor that is not shown, that is found out when the file is read.
bool computed_files::has(const std::string& file) const {
  const auto sensor = sensor_of(file);
  if (!sensor) return !std::holds_alternative<no_file>(driver_file(file).source);
  return std::ranges::any_of(device_->sensors[*sensor].attributes, [&](const attribute& each) {
    return file_name(device_->sensors[*sensor], each.name) == file;
  });
}

std::optional<std::size_t> computed_files::sensor_of(const std::string& file) const {
  const auto found = std::ranges::find(device_->sensors, sensor_in(file), &sensor_description::sensor);
  if (found == device_->sensors.end()) return std::nullopt;
  return static_cast<std::size_t>(found - device_->sensors.begin());
}

void computed_files::evaluate(const readout& from_driver, device_reader& driver) {
  for (const auto index : order_) {
    const bool is_set = std::holds_alternative<set_file>(files_[index].source);
    if (!is_set || !values_[index])
      values_[index] = value_of(files_[index], driver_number(files_[index], from_driver, driver));
  }
}

std::optional<double> computed_files::driver_number(const computed_file& of, const readout& from_driver,
                                                    device_reader& driver) {
  if (const auto* input = std::get_if<input_file>(&of.source)) return as_number(from_driver.inputs[input->sensor]);
  if (const auto* limit = std::get_if<limit_file>(&of.source))
    return from_driver.details ? as_number(limit_named((*from_driver.details)[limit->sensor], limit->name))
                               : std::nullopt;
  const auto* set = std::get_if<set_file>(&of.source);
  if (set != nullptr && set->needed.empty()) return 0;  // needs no number
  if (from_driver.asleep) return std::nullopt;          // a look at another file would wake it
  if (set != nullptr) return driver.read_file(set->needed) ? std::optional(0.0) : std::nullopt;
  const auto* other = std::get_if<other_file>(&of.source);
  return other != nullptr ? as_number(driver.read_file(other->name)) : std::nullopt;
}

std::optional<double> computed_files::value_of(const computed_file& of, const std::optional<double>& number) {
  if (!number) return std::nullopt;
  const double value = *number / of.units;
  if (of.formula == nullptr) return value;
  operands_.clear();
  for (const auto operand : of.operands) operands_.push_back(values_[operand]);
  return of.formula->value(value, operands_);
}

std::optional<std::int64_t> computed_files::in_kernel_units(std::size_t index) const {
  constexpr double end = 9e18;
  if (!values_[index]) return std::nullopt;
  const double scaled = *values_[index] * files_[index].units;
  if (!(std::abs(scaled) < end)) return std::nullopt;
  return std::llround(scaled);
}

std::optional<std::int64_t> computed_files::input(std::size_t sensor) const {
  return in_kernel_units(*results_[sensor].input);
}

std::vector<limit> computed_files::limits(std::size_t index, const sensor_details& from_driver) const {
  const auto& sensor = device_->sensors[index];
  const measurement measured{sensor.kind, facts_of(device_->driver), {sensor.sensor, from_driver.label}};
  std::map<std::string, std::int64_t> named;
  if (rules_[index].compute == nullptr)
    for (const limit& each : from_driver.limits) named.emplace(each.name, each.value);
  for (const auto& [name, place] : results_[index].limits)
    if (const auto value = in_kernel_units(place)) named[name] = *value;
  std::vector<limit> limits;
  for (const auto& [name, value] : named)
    if (is_plausible_limit(measured, name, value)) limits.push_back({name, value});
  return limits;
}

}  // namespace cputemp::hwmon
