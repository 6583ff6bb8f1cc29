#include "sensors_config/sensors_config.hpp"

#include "drivers/kind_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

namespace cputemp::hwmon {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 16 * 1024 * 1024;

/// The first statement about a sensor.
template <class Statement>
const Statement* about(const std::vector<Statement>& all, const std::string& sensor) {
  const auto found = std::ranges::find(all, sensor, &Statement::sensor);
  return found == all.end() ? nullptr : &*found;
}

/// The limit of the sensor that a file holds: `max` of `temp1_max`; empty if it is not a limit, or another sensor's.
std::string limit_in(const std::string& file, const sensor_description& sensor) {
  if (!file.starts_with(sensor.sensor + "_")) return {};
  auto property = file.substr(sensor.sensor.size() + 1);
  return role_of(sensor.kind, property) == attribute_role::limit ? property : std::string();
}

std::string read_file(const fs::path& path) {
  const auto fail = [&](std::string_view reason) {
    throw sensors_config_error(fmt::format("'{}' can't be read: {}", path.string(), reason));
  };
  std::error_code error;
  const auto status = fs::status(path, error);
  if (!fs::exists(status)) fail(std::make_error_code(std::errc::no_such_file_or_directory).message());
  if (!fs::is_regular_file(status)) fail("it is not a file; expected one like /etc/sensors3.conf");
  std::ifstream file(path, std::ios::binary);
  if (!file) fail(std::generic_category().message(errno));
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (text.size() > largest_file) fail("it has more than 16 MiB");
  return text;
}

std::vector<fs::path> files_at(const fs::path& path) {
  std::error_code error;
  if (!fs::is_directory(path, error)) return {path};
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error))
    if (entry->path().extension() == ".conf" && !entry->path().filename().string().starts_with('.'))
      files.push_back(entry->path());
  if (error) throw sensors_config_error(fmt::format("'{}' can't be listed: {}", path.string(), error.message()));
  std::ranges::sort(files);
  return files;
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

std::shared_ptr<const sensors_config> parse_sensors_config(std::string_view text, const std::string& file_name) {
  std::vector<chip_block> blocks;
  parse_statements(text, std::make_shared<const std::string>(file_name), blocks);
  return std::make_shared<const sensors_config>(std::move(blocks));
}

std::shared_ptr<const sensors_config> read_sensors_config(const std::vector<fs::path>& paths) {
  std::vector<chip_block> blocks;
  for (const auto& path : paths)
    for (const auto& file : files_at(path))
      parse_statements(read_file(file), std::make_shared<const std::string>(file.string()), blocks);
  return std::make_shared<const sensors_config>(std::move(blocks));
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
