#include "fuzz/expected.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <variant>

namespace cputemp::fuzz {
namespace {

using namespace metrics;

std::string_view type_name(metric_type type) {
  static constexpr std::array<std::string_view, 5> names = {"counter", "gauge", "histogram", "summary", "info"};
  return names.at(static_cast<std::size_t>(type));
}

std::string_view type_name_without_info(metric_type type) {
  return type_name(type == metric_type::info ? metric_type::gauge : type);
}

label_list labels_of(const sample& from) {
  label_list labels;
  for (const auto& each : from.labels) labels.emplace_back(each.name, cleaned(each.value));
  return labels;
}

label_list with(label_list labels, std::string name, double value) {
  account text;
  text.number("number", value);
  labels.emplace_back(std::move(name), text.text());
  return labels;
}

bool saw_negative(const histogram_value& value) {
  return value.any_negative || value.sum < 0 || (!value.buckets.empty() && value.buckets.front().upper_bound < 0) ||
         (value.native && !value.native->negative.empty());
}

bool saw_negative(const summary_value& value) {
  return value.any_negative || value.sum < 0 ||
         std::any_of(value.quantiles.begin(), value.quantiles.end(), [](const auto& each) { return each.value < 0; });
}

/// The lines of a family.
class text_lines {
 public:
  text_lines(const metric_family& family, text_format format, account& into)
      : name_(family.name), openmetrics_(format == text_format::openmetrics_1_0), into_(into) {}

  void tell(const label_list& labels, double value) { number("", labels, value); }

  void tell(const label_list& labels, const histogram_value& value) {
    for (const auto& [bound, so_far] : value.buckets) count("_bucket", with(labels, "le", bound), so_far);
    count("_bucket", with(labels, "le", std::numeric_limits<double>::infinity()), value.count);
    if (openmetrics_ && (saw_negative(value) || value.sum != value.sum)) return;
    number("_sum", labels, value.sum);
    count("_count", labels, value.count);
  }

  void tell(const label_list& labels, const summary_value& value) {
    for (const auto& [rank, quantile] : value.quantiles) {
      if (!openmetrics_ || !(quantile < 0)) number("", with(labels, "quantile", rank), quantile);
    }
    if (!openmetrics_ || !(saw_negative(value) || value.sum != value.sum)) number("_sum", labels, value.sum);
    count("_count", labels, value.count);
  }

 private:
  void number(std::string_view suffix, const label_list& labels, double value) {
    into_.series(name_ + std::string(suffix), labels);
    into_.number("value", value);
  }
  // Text 0.0.4 has no integers.
  void count(std::string_view suffix, const label_list& labels, std::uint64_t value) {
    if (!openmetrics_) return number(suffix, labels, static_cast<double>(value));
    into_.series(name_ + std::string(suffix), labels);
    into_.count("count", value);
  }

  std::string name_;
  bool openmetrics_;
  account& into_;
};

void tell_created(account& into, const sample& from) {
  if (!from.created) return;
  constexpr std::int64_t second = 1'000'000'000;
  const auto since_1970 = std::chrono::nanoseconds(from.created->time_since_epoch()).count();
  const auto before = since_1970 % second < 0 ? 1 : 0;
  into.integer("created", since_1970 / second - before);
  into.integer("nanoseconds", since_1970 % second + before * second);
}

void tell(account& into, double value) { into.number("value", value); }

void tell(account& into, const summary_value& value) {
  into.count("count", value.count);
  into.number("sum", value.sum);
  for (const auto& [rank, quantile] : value.quantiles) {
    into.number("rank", rank);
    into.number("at", quantile);
  }
}

void tell(account& into, const histogram_value& value) {
  into.count("count", value.count);
  into.number("sum", value.sum);
  for (const auto& [bound, so_far] : value.buckets) {
    into.count("cumulative", so_far);
    into.number("at", bound);
  }
  if (!value.native) return;
  into.integer("schema", value.native->schema);
  into.number("zero threshold", value.native->zero_threshold);
  into.count("zero count", value.native->zero_count);
  for (const auto& [side, buckets] :
       {std::pair("negative", &value.native->negative), {"positive", &value.native->positive}}) {
    for (const auto& [index, count] : *buckets) {
      into.integer(side, index);
      into.count("count", count);
    }
  }
}

}  // namespace

account expected_text(std::span<const metric_family> families, text_format format) {
  account result;
  const bool openmetrics = format == text_format::openmetrics_1_0;
  for (const auto& family : families) {
    if (family.samples.empty()) continue;
    auto name = family.name;
    const std::string_view suffix = family.type == metric_type::counter ? "_total" : "_info";
    const bool has_suffix = family.type == metric_type::counter || family.type == metric_type::info;
    if (openmetrics && has_suffix) name.resize(name.size() - suffix.size());
    result.family(name, openmetrics ? type_name(family.type) : type_name_without_info(family.type),
                  openmetrics && family.type != metric_type::info ? family.unit : "", cleaned(family.help));
    text_lines lines(family, format, result);
    for (const auto& each : family.samples) {
      std::visit([&](const auto& value) { lines.tell(labels_of(each), value); }, each.value);
    }
  }
  return result;
}

account expected_protobuf(std::span<const metric_family> families) {
  account result;
  for (const auto& family : families) {
    if (family.samples.empty()) continue;
    result.family(family.name, type_name_without_info(family.type), family.unit, cleaned(family.help));
    for (const auto& each : family.samples) {
      result.series("", labels_of(each));
      std::visit([&](const auto& value) { tell(result, value); }, each.value);
      if (family.type != metric_type::gauge && family.type != metric_type::info) tell_created(result, each);
    }
  }
  return result;
}

}  // namespace cputemp::fuzz
