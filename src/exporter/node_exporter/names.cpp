#include "node_exporter/names.hpp"

#include <cputemp/hwmon/clean_name.hpp>

#include <algorithm>
#include <iterator>

namespace cputemp::exporter {
namespace {

using enum hwmon::sensor_kind;
using enum metrics::metric_type;

double as_is(std::int64_t value) { return static_cast<double>(value); }
// node_exporter multiplies, too; the last digit may differ from that of a division by 1000.
double milli(std::int64_t value) { return static_cast<double>(value) * 0.001; }
double micro(std::int64_t value) { return static_cast<double>(value) / 1000000.0; }
double is_one(std::int64_t value) { return value == 1 ? 1 : 0; }

/// Kinds that have only a bare file.
struct bare_kind {
  hwmon::sensor_kind kind;
  std::string_view name;
  std::string_view help;
  double (*scale)(std::int64_t);
};

constexpr bare_kind bare_kinds[] = {
    {beep_enable, "node_hwmon_beep_enabled", "Hardware beep enabled", is_one},
    {vrm, "node_hwmon_voltage_regulator_version", "Hardware voltage regulator", as_is},
    {update_interval, "node_hwmon_update_interval_seconds", "Hardware monitor update interval", milli},
};

/// The other kinds: the first rule that fits kind and element gives the end of the name and the HELP, in which %k
/// stands for the kind and %e for the element.
struct rule {
  std::optional<hwmon::sensor_kind> kind;   // any if empty
  std::optional<std::string_view> element;  // any if empty
  std::string_view suffix;
  std::string_view help;
  double (*scale)(std::int64_t);
  metrics::metric_type type = gauge;
  bool by_label = false;
};

constexpr std::nullopt_t any = std::nullopt;

constexpr std::string_view other = "Hardware monitor %k element %e";
constexpr std::string_view interval = "Hardware monitor power usage update interval (%e)";
constexpr std::string_view revolutions = "Hardware monitor for fan revolutions per minute (%e)";

constexpr rule rules[] = {
    {any, "fault", "", "Hardware sensor %e status (%k)", as_is},
    {any, "alarm", "", "Hardware sensor %e status (%k)", as_is},
    {any, "beep", "_enabled", "Hardware monitor sensor has beeping enabled", as_is},
    {in, any, "_volts", "Hardware monitor for voltage (%e)", milli},
    {cpu, any, "_volts", "Hardware monitor for voltage (%e)", milli},
    {temp, "type", "", other, as_is},
    {temp, "", "_celsius", "Hardware monitor for temperature (input)", milli},
    {temp, any, "_celsius", "Hardware monitor for temperature (%e)", milli},
    {curr, any, "_amps", "Hardware monitor for current (%e)", milli},
    {energy, any, "_joule_total", "Hardware monitor for joules used so far (%e)", micro, counter},
    {power, "accuracy", "", "Hardware monitor power meter accuracy, as a ratio", micro},
    {power, "average_interval", "_seconds", interval, milli},
    {power, "average_interval_min", "_seconds", interval, milli},
    {power, "average_interval_max", "_seconds", interval, milli},
    {power, any, "_watt", "Hardware monitor for power usage in watts (%e)", micro},
    {humidity, any, "",
     "Hardware monitor for humidity, as a ratio (multiply with 100.0 to get the humidity as a percentage) (%e)", micro},
    {fan, "input", "_rpm", revolutions, as_is},
    {fan, "min", "_rpm", revolutions, as_is},
    {fan, "max", "_rpm", revolutions, as_is},
    {fan, "target", "_rpm", revolutions, as_is},
    {freq, "input", "_freq_mhz", "Hardware monitor for GPU frequency in MHz", micro, gauge, true},
    {any, any, "", other, as_is},
};

const rule& rule_for(hwmon::sensor_kind kind, std::string_view element) {
  return *std::ranges::find_if(
      rules, [&](const rule& r) { return r.kind.value_or(kind) == kind && r.element.value_or(element) == element; });
}

std::string filled_in(std::string_view pattern, std::string_view kind, std::string_view element) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%')
      text += pattern[++i] == 'k' ? kind : element;
    else
      text += pattern[i];
  }
  return text;
}

}  // namespace

std::optional<node_exporter_metric> node_exporter_name(hwmon::sensor_kind kind, std::string_view element,
                                                       bool has_bare) {
  if (const auto* bare = std::ranges::find(bare_kinds, kind, &bare_kind::kind); bare != std::end(bare_kinds)) {
    if (!element.empty()) return std::nullopt;
    return node_exporter_metric{std::string(bare->name), std::string(bare->help), gauge, bare->scale, false};
  }
  if (element == "label") return std::nullopt;
  const std::string_view kind_name = hwmon::sensor_kind_names[static_cast<std::size_t>(kind)];
  const rule& r = rule_for(kind, element);
  std::string name = "node_hwmon_";
  name += kind_name;
  if (element == "input")
    name += has_bare ? "_input" : "";
  else if (!element.empty())
    name += "_" + hwmon::clean_name(element);
  name += r.suffix;
  return node_exporter_metric{std::move(name), filled_in(r.help, kind_name, element), r.type, r.scale, r.by_label};
}

}  // namespace cputemp::exporter
