#include "registry/description_check.hpp"

#include <cputemp/metrics/names.hpp>

#include "openmetrics_name.hpp"
#include "type_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

namespace cputemp::metrics {
namespace {

template <class... Arguments>
[[noreturn]] void refuse(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  throw std::invalid_argument(fmt::format(format, std::forward<Arguments>(arguments)...));
}

void check_labels(const family_description& family) {
  std::vector<std::string> names = family.label_names;
  for (const auto& name : names) {
    if (!is_label_name(name))
      refuse("family {}: \"{}\" is not a label name ([a-zA-Z_][a-zA-Z0-9_]*, not beginning with __)", family.name,
             name);
    if ((family.type == metric_type::histogram && name == "le") ||
        (family.type == metric_type::summary && name == "quantile"))
      refuse("family {}: the label {} belongs to the format of {}", family.name, name, noun_of(family.type));
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  if (twice != names.end()) refuse("family {} has the label {} twice", family.name, *twice);
}

/// Returns what OpenMetrics may append to the name of a family to name its series, whether or not our encoders do.
std::span<const std::string_view> suffixes(metric_type type) {
  static constexpr std::array<std::string_view, 4> of_histogram = {"_bucket", "_sum", "_count", "_created"};
  static constexpr std::array<std::string_view, 2> of_counter = {"_total", "_created"};
  static constexpr std::array<std::string_view, 1> of_info = {"_info"};
  switch (type) {
    case metric_type::counter:
      return of_counter;
    case metric_type::histogram:
      return of_histogram;
    case metric_type::summary:
      return std::span(of_histogram).subspan(1);
    case metric_type::info:
      return of_info;
    case metric_type::gauge:
      break;
  }
  return {};
}

std::string_view openmetrics_name(const family_description& family) {
  return openmetrics_name(family.name, family.type);
}

/// `a`, or `a_total, in OpenMetrics a`.
std::string names_of(const family_description& family) {
  const auto name = openmetrics_name(family);
  return name == family.name ? family.name : fmt::format("{}, in OpenMetrics {},", family.name, name);
}

void check_openmetrics_names(const family_description& registered, const family_description& added) {
  if (openmetrics_name(registered) == openmetrics_name(added))
    refuse("the {} {} and the {} {} are both named {} in OpenMetrics: one of them needs another name",
           name_of(registered.type), registered.name, name_of(added.type), added.name, openmetrics_name(added));
}

void check_series(const family_description& owner, const family_description& other) {
  for (const auto suffix : suffixes(owner.type)) {
    const auto series = fmt::format("{}{}", openmetrics_name(owner), suffix);
    if (series == other.name || series == openmetrics_name(other))
      refuse("family {} has the name of a series of the {} {}: one of them needs another name", names_of(other),
             name_of(owner.type), owner.name);
  }
}

std::string sorted_text(std::vector<std::string> names) {
  std::ranges::sort(names);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

void check(const family_description& family) {
  if (!is_metric_name(family.name)) refuse("\"{}\" is not a metric name ([a-zA-Z_:][a-zA-Z0-9_:]*)", family.name);
  const auto suffix = suffix_of(family.type);
  const auto name = openmetrics_name(family);
  if (!family.name.ends_with(suffix))
    refuse("family {} is {}, but its name does not end in {}", family.name, noun_of(family.type), suffix);
  if (name.empty()) refuse("family {} has no name before {}", family.name, suffix);
  if (!family.unit.empty() && family.type == metric_type::info)
    refuse("family {} is an info and has the unit {}, but no number that could have it", family.name, family.unit);
  if (!family.unit.empty() && !name.ends_with("_" + family.unit))
    refuse("family {} has the unit {}, but its name does not end in _{}{}", family.name, family.unit, family.unit,
           suffix);
  check_labels(family);
}

void check_beside(const family_description& registered, const family_description& added) {
  if (registered.name != added.name) {
    check_openmetrics_names(registered, added);
    check_series(registered, added);
    check_series(added, registered);
    return;
  }
  if (registered.type != added.type)
    refuse("family {} is registered as {}, and now as {}", added.name, noun_of(registered.type), noun_of(added.type));
  if (registered.help != added.help)
    refuse("family {} is registered with the HELP \"{}\", and now with \"{}\"", added.name, registered.help,
           added.help);
  if (registered.unit != added.unit)
    refuse("family {} is registered with the unit \"{}\", and now with \"{}\"", added.name, registered.unit,
           added.unit);
  const auto labels = sorted_text(registered.label_names);
  const auto labels_now = sorted_text(added.label_names);
  if (labels != labels_now)
    refuse("family {} is registered with the labels {{{}}}, and now with {{{}}}", added.name, labels, labels_now);
}

}  // namespace cputemp::metrics
