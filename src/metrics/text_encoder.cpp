#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cputemp/metrics/text_encoder.hpp>
#include <limits>

#include "utf8.hpp"

namespace cputemp::metrics {
namespace {

constexpr std::array<std::string_view, 3> type_names = {"counter", "gauge", "histogram"};

enum class quoting : bool { help, label_value };

/// Printable ASCII that stands for itself everywhere: nearly all there is.
constexpr bool is_plain(char c) { return c >= ' ' && c < 0x7F && c != '\\' && c != '"'; }

void append_escaped(std::string& out, std::string_view text, quoting where) {
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain) - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) return;
    const auto length = utf8_sequence_length(text);
    const auto c = static_cast<unsigned char>(text.front());
    if (length == 0)
      out += "\uFFFD";
    else if (c == '\\')
      out += "\\\\";
    else if (c == '\n')
      out += "\\n";
    else if (c == '"' && where == quoting::label_value)
      out += "\\\"";
    else if (c < 0x20 || c == 0x7F)
      out += ' ';
    else
      out += text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
}

/// `{a="1",b="2"}`; `le` is the one label that depends on the line and not on the series.
void append_labels(std::string& out, const label_set& labels, std::string_view le = {}) {
  if (labels.empty() && le.empty()) return;
  char separator = '{';
  for (const auto& [name, value] : labels) {
    out += separator;
    out += name;
    out += "=\"";
    append_escaped(out, value, quoting::label_value);
    out += '"';
    separator = ',';
  }
  if (!le.empty()) {
    out += separator;
    out += "le=\"";
    out += le;
    out += '"';
  }
  out += '}';
}

template <class Value>
void append_line(std::string& out, std::string_view name, std::string_view suffix, const label_set& labels,
                 std::string_view le, Value value) {
  out += name;
  out += suffix;
  append_labels(out, labels, le);
  out += ' ';
  append_value(out, static_cast<double>(value));
  out += '\n';
}

void append_sample(std::string& out, std::string_view name, const label_set& labels, double value) {
  append_line(out, name, "", labels, "", value);
}

void append_sample(std::string& out, std::string_view name, const label_set& labels, const histogram_value& value) {
  std::string le;
  for (const auto& [bound, count] : value.buckets) {
    le.clear();
    append_value(le, bound);
    append_line(out, name, "_bucket", labels, le, count);
  }
  append_line(out, name, "_bucket", labels, "+Inf", value.count);
  append_line(out, name, "_sum", labels, "", value.sum);
  append_line(out, name, "_count", labels, "", value.count);
}

void append_family(std::string& out, const metric_family& family) {
  out += "# HELP ";
  out += family.name;
  out += ' ';
  append_escaped(out, family.help, quoting::help);
  out += "\n# TYPE ";
  out += family.name;
  out += ' ';
  out += type_names[static_cast<std::size_t>(family.type)];
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
