#include "description_check.hpp"

#include <cputemp/metrics/names.hpp>

#include "type_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace cputemp::metrics {
namespace {

template <class... Arguments>
[[noreturn]] void refuse(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  throw std::invalid_argument(fmt::format(format, std::forward<Arguments>(arguments)...));
}

void check_labels(const family_description& family) {
  auto names = family.label_names;
  for (const auto& name : names) {
    if (!is_label_name(name))
      refuse("family {}: \"{}\" is no label name ([a-zA-Z_][a-zA-Z0-9_]*, not beginning with __)", family.name, name);
    if ((family.type == metric_type::histogram && name == "le") ||
        (family.type == metric_type::summary && name == "quantile"))
      refuse("family {}: the label {} belongs to the format of a {}", family.name, name, name_of(family.type));
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  if (twice != names.end()) refuse("family {} has the label {} twice", family.name, *twice);
}

/// The names that a family of this type has beside its own, by what they append.
std::vector<std::string_view> suffixes(metric_type type) {
  switch (type) {
    case metric_type::histogram:
      return {"_bucket", "_sum", "_count"};
    case metric_type::summary:
      return {"_sum", "_count"};
    case metric_type::counter:
    case metric_type::gauge:
    case metric_type::info:
      break;
  }
  return {};
}

void check_series(const family_description& owner, const family_description& other) {
  for (const auto suffix : suffixes(owner.type))
    if (other.name == owner.name + std::string(suffix))
      refuse("family {} has the name of a series of the {} {}", other.name, name_of(owner.type), owner.name);
}

std::string sorted_text(std::vector<std::string> names) {
  std::ranges::sort(names);
  return fmt::format("{}", fmt::join(names, ", "));
}

}  // namespace

void check(const family_description& family) {
  if (!is_metric_name(family.name)) refuse("\"{}\" is no metric name ([a-zA-Z_:][a-zA-Z0-9_:]*)", family.name);
  std::string_view stem = family.name;
  if (family.type == metric_type::counter) {
    if (!stem.ends_with("_total")) refuse("family {} is a counter, but its name does not end in _total", family.name);
    stem.remove_suffix(std::string_view("_total").size());
  }
  if (!family.unit.empty() && !stem.ends_with("_" + family.unit))
    refuse("family {} has the unit {}, but its name does not end in _{}{}", family.name, family.unit, family.unit,
           family.type == metric_type::counter ? "_total" : "");
  check_labels(family);
}

void check_beside(const family_description& registered, const family_description& added) {
  check_series(registered, added);
  check_series(added, registered);
  if (registered.name != added.name) return;
  if (registered.type != added.type)
    refuse("family {} is registered as a {}, and now as a {}", added.name, name_of(registered.type),
           name_of(added.type));
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
