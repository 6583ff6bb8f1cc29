#include "encoding/text_dialect.hpp"

#include <cputemp/metrics/number_text.hpp>

#include "encoding/look_ahead.hpp"
#include "openmetrics_name.hpp"
#include "type_name.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace cputemp::metrics {
namespace {

/// Whether the sum is a counter, as OpenMetrics wants it: no observation below 0 has lowered it, or may yet.
bool only_grows(const histogram_value& value) {
  return !value.any_negative && value.sum >= 0 && (value.buckets.empty() || value.buckets.front().upper_bound >= 0) &&
         (!value.native || value.native->negative.empty());
}

bool only_grows(const summary_value& value) {
  return !value.any_negative && value.sum >= 0 &&
         std::ranges::none_of(value.quantiles, [](const auto& each) { return each.value < 0; });
}

class family_writer {
 public:
  family_writer(std::string& out, const text_dialect& rules, const metric_family& family)
      : out_(out),
        rules_(rules),
        family_(family),
        name_(rules.drops_suffix ? openmetrics_name(family.name, family.type) : family.name),
        suffix_(rules.drops_suffix ? suffix_of(family.type) : "") {}

  void write() {
    for (const auto each : rules_.head) write_head(each);
    for_each_looking_ahead(family_.samples, &label_set::prefetch_text, [this](const sample& each) {
      std::visit([&](const auto& value) { write_sample(each.labels, value); }, each.value);
    });
  }

 private:
  /// The label that depends on the line and not on the series.
  struct line_label {
    std::string_view name;  // `le` or `quantile`; empty if the line has none
    double value = 0;
  };

  void write_head(head_line what) {
    switch (what) {
      case head_line::none:
        break;
      case head_line::help:
        begin_head("# HELP ");
        append_escaped(out_, family_.help, rules_.help);
        out_ += '\n';
        break;
      case head_line::type:
        begin_head("# TYPE ");
        out_ += name_of(family_.type == metric_type::info ? rules_.info : family_.type);
        out_ += '\n';
        break;
      case head_line::unit:
        // An info has no number, so nothing that a unit could be of.
        if (family_.unit.empty() || family_.type == metric_type::info) break;
        begin_head("# UNIT ");
        out_ += family_.unit;
        out_ += '\n';
        break;
    }
  }

  void begin_head(std::string_view keyword) {
    out_ += keyword;
    out_ += name_;
    out_ += ' ';
  }

  void write_sample(const label_set& labels, double value) { write_line(suffix_, labels, {}, value); }

  void write_sample(const label_set& labels, const histogram_value& value) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    for (const auto& [bound, count] : value.buckets) write_line("_bucket", labels, {"le", bound}, count);
    write_line("_bucket", labels, {"le", infinity}, value.count);
    // OpenMetrics has both or neither.
    if (!rules_.takes_negative && !only_grows(value)) return;
    write_line("_sum", labels, {}, value.sum);
    write_line("_count", labels, {}, value.count);
  }

  void write_sample(const label_set& labels, const summary_value& value) {
    for (const auto& [rank, quantile] : value.quantiles)
      if (rules_.takes_negative || !(quantile < 0)) write_line("", labels, {"quantile", rank}, quantile);
    if (rules_.takes_negative || only_grows(value)) write_line("_sum", labels, {}, value.sum);
    write_line("_count", labels, {}, value.count);
  }

  template <class Number>
  void write_line(std::string_view suffix, const label_set& labels, line_label own, Number number) {
    out_ += name_;
    out_ += suffix;
    write_labels(labels, own);
    out_ += ' ';
    write_number(number);
    out_ += '\n';
  }

  /// `{a="1",b="2"}`
  void write_labels(const label_set& labels, line_label own) {
    if (labels.empty() && own.name.empty()) return;
    out_ += '{';
    out_ += labels.text();
    if (!own.name.empty()) {
      if (!labels.empty()) out_ += ',';
      out_ += own.name;
      out_ += "=\"";
      write_number(own.value);
      out_ += '"';
    }
    out_ += '}';
  }

  void write_number(double value) {
    const auto start = out_.size();
    append_value(out_, value);
    if (!rules_.marks_floats || !std::isfinite(value)) return;
    const auto digits = std::string_view(out_).substr(start);
    if (std::ranges::none_of(digits, [](char c) { return c == '.' || c == 'e'; })) out_ += ".0";
  }

  void write_number(std::uint64_t count) {
    if (!rules_.marks_floats) return write_number(static_cast<double>(count));
    std::array<char, 20> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), count).ptr;
    out_.append(digits.begin(), end);
  }

  std::string& out_;
  const text_dialect& rules_;
  const metric_family& family_;
  std::string_view name_;    // of the names of all lines
  std::string_view suffix_;  // of the names of samples that are numbers
};

/// About how many lines a value takes, and in all of them bytes beside names and labels.
struct extent {
  std::size_t lines;
  std::size_t bytes;
};

constexpr std::size_t number = 12;         // with braces, blank and newline
constexpr std::size_t total = number + 6;  // with `_sum` or `_count`
constexpr std::size_t part = number + 16;  // with `_bucket` and `le`, or `quantile`

extent extent_of(double) { return {1, number}; }
extent extent_of(const histogram_value& value) {
  const auto parts = value.buckets.size() + 1;
  return {parts + 2, parts * part + 2 * total};
}
extent extent_of(const summary_value& value) {
  const auto parts = value.quantiles.size();
  return {parts + 2, parts * part + 2 * total};
}

/// Of some samples from all over the family. To look at each one would cost as much as to write its labels.
std::size_t mean_length_of_labels(const std::vector<sample>& samples) {
  constexpr std::size_t enough = 16;
  // Odd, since labels take turns, often an even number of them.
  const auto step = samples.size() / enough | 1U;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < samples.size(); i += step) bytes += samples[i].labels.text().size();
  const auto seen = (samples.size() + step - 1) / step;
  return (bytes + seen - 1) / seen;
}

/// About how many bytes a family takes, if its values are all like the first.
std::size_t estimate(const metric_family& family) {
  constexpr std::size_t keywords = 40;
  const auto [lines, beside] = std::visit([](const auto& value) { return extent_of(value); }, family.samples[0].value);
  const auto begin = family.name.size() + mean_length_of_labels(family.samples);
  return keywords + 3 * family.name.size() + family.help.size() + 2 * family.unit.size() +
         family.samples.size() * (lines * begin + beside);
}

}  // namespace

std::string encode(std::span<const metric_family> families, const text_dialect& rules) {
  std::size_t bytes = rules.end.size();
  for (const auto& family : families)
    if (!family.samples.empty()) bytes += estimate(family);
  std::string out;
  out.reserve(bytes);
  for (const auto& family : families) append(out, family, rules);
  out += rules.end;
  return out;
}

void append(std::string& out, const metric_family& family, const text_dialect& rules) {
  if (!family.samples.empty()) family_writer(out, rules, family).write();
}

}  // namespace cputemp::metrics
