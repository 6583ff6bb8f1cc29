#include <cputemp/metrics/text_encoder.hpp>

#include "escape.hpp"
#include "type_name.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace cputemp::metrics {
namespace {

/// The label that depends on the line and not on the series: `le` or `quantile`.
struct line_label {
  std::string_view name;
  std::string_view value;
};

/// `{a="1",b="2"}`
void append_labels(std::string& out, const label_set& labels, line_label own) {
  if (labels.empty() && own.name.empty()) return;
  out += '{';
  out += labels.text();
  if (!own.name.empty()) {
    if (!labels.empty()) out += ',';
    out += own.name;
    out += "=\"";
    out += own.value;
    out += '"';
  }
  out += '}';
}

template <class Value>
void append_line(std::string& out, std::string_view name, std::string_view suffix, const label_set& labels,
                 line_label own, Value value) {
  out += name;
  out += suffix;
  append_labels(out, labels, own);
  out += ' ';
  append_value(out, static_cast<double>(value));
  out += '\n';
}

void append_sample(std::string& out, std::string_view name, const label_set& labels, double value) {
  append_line(out, name, "", labels, {}, value);
}

void append_sample(std::string& out, std::string_view name, const label_set& labels, const histogram_value& value) {
  std::string le;
  for (const auto& [bound, count] : value.buckets) {
    le.clear();
    append_value(le, bound);
    append_line(out, name, "_bucket", labels, {"le", le}, count);
  }
  append_line(out, name, "_bucket", labels, {"le", "+Inf"}, value.count);
  append_line(out, name, "_sum", labels, {}, value.sum);
  append_line(out, name, "_count", labels, {}, value.count);
}

void append_sample(std::string& out, std::string_view name, const label_set& labels, const summary_value& value) {
  std::string rank;
  for (const auto& quantile : value.quantiles) {
    rank.clear();
    append_value(rank, quantile.rank);
    append_line(out, name, "", labels, {"quantile", rank}, quantile.value);
  }
  append_line(out, name, "_sum", labels, {}, value.sum);
  append_line(out, name, "_count", labels, {}, value.count);
}

void append_family(std::string& out, const metric_family& family) {
  out += "# HELP ";
  out += family.name;
  out += ' ';
  append_escaped(out, family.help, quoting::help);
  out += "\n# TYPE ";
  out += family.name;
  out += ' ';
  out += name_of(family.type);
  out += '\n';
  for (const auto& sample : family.samples)
    std::visit([&](const auto& value) { append_sample(out, family.name, sample.labels, value); }, sample.value);
}

}  // namespace

void append_value(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "NaN";
  } else if (std::isinf(value)) {
    out += value > 0 ? "+Inf" : "-Inf";
  } else {
    // chars_format::general is what Go's 'g' with the shortest precision prints; plain to_chars is not.
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.begin(), digits.end(), value, std::chars_format::general).ptr;
    out.append(digits.begin(), end);
  }
}

std::string encode_text(std::span<const metric_family> families) {
  std::string out;
  for (const auto& family : families)
    if (!family.samples.empty()) append_family(out, family);
  return out;
}

}  // namespace cputemp::metrics
