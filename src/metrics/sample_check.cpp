#include "sample_check.hpp"

#include "type_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <set>

namespace cputemp::metrics {
namespace {

std::string number_fault(double value, metric_type type) {
  if (type == metric_type::counter && !(value >= 0)) return fmt::format("a counter can't be {}", value);
  return {};
}

std::string histogram_fault(const histogram_value& value) {
  using bucket = histogram_value::bucket;
  const auto& buckets = value.buckets;
  if (std::ranges::adjacent_find(buckets, std::not_fn(std::less<>()), &bucket::upper_bound) != buckets.end() ||
      std::ranges::any_of(buckets, [](const bucket& each) { return std::isnan(each.upper_bound); }))
    return "the bounds of its buckets are not ascending";
  if (!buckets.empty() && buckets.back().upper_bound == std::numeric_limits<double>::infinity())
    return "the bucket of +Inf is its count and not to be listed";
  if (!std::ranges::is_sorted(buckets, {}, &bucket::cumulative_count) ||
      (!buckets.empty() && buckets.back().cumulative_count > value.count))
    return "the counts of its buckets are not cumulative";
  return {};
}

std::string summary_fault(const summary_value& value) {
  for (const auto& each : value.quantiles)
    if (!(each.rank >= 0 && each.rank <= 1)) return fmt::format("its quantile rank {} is not in 0 to 1", each.rank);
  const auto ranks = &summary_value::quantile::rank;
  if (std::ranges::adjacent_find(value.quantiles, std::not_fn(std::less<>()), ranks) != value.quantiles.end())
    return "the ranks of its quantiles are not ascending";
  return {};
}

// What the values of the variant are called, in its order.
constexpr std::array<std::string_view, 3> value_names = {"number", "histogram", "summary"};

std::size_t wanted_value(metric_type type) {
  return type == metric_type::histogram ? 1 : type == metric_type::summary ? 2 : 0;
}

std::string labels_fault(const label_set& labels, std::vector<std::string> wanted) {
  std::ranges::sort(wanted);
  if (std::ranges::equal(labels, wanted, {}, &label::name)) return {};
  std::vector<std::string_view> names;
  for (const auto& each : labels) names.push_back(each.name);
  return fmt::format("described with the labels {{{}}}, but collected with {{{}}}", fmt::join(wanted, ", "),
                     fmt::join(names, ", "));
}

}  // namespace

std::string fault_of(const metric_family& family, const family_description& described) {
  if (family.type != described.type)
    return fmt::format("described as a {}, but collected as a {}", name_of(described.type), name_of(family.type));
  if (family.help != described.help)
    return fmt::format("described with the HELP \"{}\", but collected with \"{}\"", described.help, family.help);
  if (family.unit != described.unit)
    return fmt::format("described with the unit \"{}\", but collected with \"{}\"", described.unit, family.unit);
  return {};
}

std::string fault_of(const sample& each, const family_description& described) {
  if (auto fault = labels_fault(each.labels, described.label_names); !fault.empty()) return fault;
  if (each.value.index() != wanted_value(described.type))
    return fmt::format("described as a {}, but its value is a {}", name_of(described.type),
                       value_names.at(each.value.index()));
  if (const auto* const number = std::get_if<double>(&each.value)) return number_fault(*number, described.type);
  if (const auto* const histogram = std::get_if<histogram_value>(&each.value)) return histogram_fault(*histogram);
  return summary_fault(std::get<summary_value>(each.value));
}

}  // namespace cputemp::metrics
