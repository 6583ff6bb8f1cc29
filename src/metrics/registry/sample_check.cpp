#include "registry/sample_check.hpp"

#include "instruments/native_index.hpp"
#include "type_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <set>

namespace cputemp::metrics {
namespace {

std::string number_fault(double value, metric_type type) {
  if (type == metric_type::counter && !(value >= 0)) return fmt::format("a counter can't be {}", value);
  if (type == metric_type::info && value != 1) return fmt::format("an info is always 1, not {}", value);
  return {};
}

/// Returns how many observations are in buckets; the largest number if there are more than can be counted.
std::uint64_t observations(const native_buckets& native) {
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t total = native.zero_count;
  for (const auto* side : {&native.negative, &native.positive})
    for (const auto& each : *side) total = each.count > most - total ? most : total + each.count;
  return total;
}

std::string native_fault(const native_buckets& native, const histogram_value& value) {
  using bucket = native_buckets::bucket;
  if (native.schema < native_index::lowest_schema || native.schema > native_index::highest_schema)
    return fmt::format("its native schema {} is not in -4 to 8", native.schema);
  if (!(native.zero_threshold >= 0 && std::isfinite(native.zero_threshold)))
    return fmt::format("its zero threshold {} is not 0 or above", native.zero_threshold);
  for (const auto* side : {&native.negative, &native.positive}) {
    if (std::ranges::adjacent_find(*side, std::not_fn(std::less<>()), &bucket::index) != side->end())
      return "the indices of its native buckets are not ascending";
    if (std::ranges::find(*side, 0U, &bucket::count) != side->end()) return "a native bucket of it is empty";
  }
  // NaN is counted, but in no bucket; then it is in the sum.
  const auto total = observations(native);
  if (total > value.count || (total < value.count && !std::isnan(value.sum)))
    return fmt::format("its native buckets have {} observations, but its count is {}", total, value.count);
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
  return value.native ? native_fault(*value.native, value) : std::string();
}

std::string summary_fault(const summary_value& value) {
  for (const auto& each : value.quantiles)
    if (!(each.rank >= 0 && each.rank <= 1)) return fmt::format("its quantile rank {} is not in 0 to 1", each.rank);
  const auto ranks = &summary_value::quantile::rank;
  if (std::ranges::adjacent_find(value.quantiles, std::not_fn(std::less<>()), ranks) != value.quantiles.end())
    return "the ranks of its quantiles are not ascending";
  return {};
}

// The names of the alternatives of the variant, in its order.
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
    return fmt::format("described as {}, but collected as {}", noun_of(described.type), noun_of(family.type));
  if (family.help != described.help)
    return fmt::format("described with the HELP \"{}\", but collected with \"{}\"", described.help, family.help);
  if (family.unit != described.unit)
    return fmt::format("described with the unit \"{}\", but collected with \"{}\"", described.unit, family.unit);
  return {};
}

std::string fault_of(const sample& each, const family_description& described) {
  if (auto fault = labels_fault(each.labels, described.label_names); !fault.empty()) return fault;
  if (each.value.index() != wanted_value(described.type))
    return fmt::format("described as {}, but its value is a {}", noun_of(described.type),
                       value_names.at(each.value.index()));
  if (const auto* const number = std::get_if<double>(&each.value)) return number_fault(*number, described.type);
  if (const auto* const histogram = std::get_if<shared_value<histogram_value>>(&each.value))
    return histogram_fault(*histogram);
  return summary_fault(std::get<shared_value<summary_value>>(each.value));
}

}  // namespace cputemp::metrics
