#include "protobuf_text.hpp"

#include <cputemp/metrics/number_text.hpp>

#include <protozero/pbf_reader.hpp>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace cputemp::metrics::test {
namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) result += c == '"' || c == '\\' ? std::string{'\\', c} : c == '\n' ? "\\n" : std::string{c};
  return result + '"';
}

std::string text_of(double value) {
  std::string text;
  append_value(text, value);
  return text;
}

std::string type_name(pbf_reader& from) {
  const std::vector<std::string> names = {"COUNTER", "GAUGE", "SUMMARY", "UNTYPED", "HISTOGRAM"};
  return names.at(static_cast<std::size_t>(from.get_enum()));
}

// How the value of each scalar type is encoded and read.
struct scalar {
  std::string_view name;
  pbf_wire_type wire_type;
  std::string (*read)(pbf_reader&);
};
const std::vector<scalar> scalars = {
    {"string", pbf_wire_type::length_delimited, [](pbf_reader& from) { return in_quotes(from.get_string()); }},
    {"double", pbf_wire_type::fixed64, [](pbf_reader& from) { return text_of(from.get_double()); }},
    {"uint64", pbf_wire_type::varint, [](pbf_reader& from) { return std::to_string(from.get_uint64()); }},
    {"uint32", pbf_wire_type::varint, [](pbf_reader& from) { return std::to_string(from.get_uint32()); }},
    {"int64", pbf_wire_type::varint, [](pbf_reader& from) { return std::to_string(from.get_int64()); }},
    {"int32", pbf_wire_type::varint, [](pbf_reader& from) { return std::to_string(from.get_int32()); }},
    {"sint64", pbf_wire_type::varint, [](pbf_reader& from) { return std::to_string(from.get_sint64()); }},
    {"sint32", pbf_wire_type::varint, [](pbf_reader& from) { return std::to_string(from.get_sint32()); }},
    {"MetricType", pbf_wire_type::varint, type_name},
};

// metrics.proto and timestamp.proto.
struct field {
  std::string_view message;
  std::string_view type;  // a scalar, or another message
  std::string_view name;
  protozero::pbf_tag_type number;
};
const std::vector<field> schema = {
    {"MetricFamily", "string", "name", 1},
    {"MetricFamily", "string", "help", 2},
    {"MetricFamily", "MetricType", "type", 3},
    {"MetricFamily", "Metric", "metric", 4},
    {"MetricFamily", "string", "unit", 5},
    {"Metric", "LabelPair", "label", 1},
    {"Metric", "Gauge", "gauge", 2},
    {"Metric", "Counter", "counter", 3},
    {"Metric", "Summary", "summary", 4},
    {"Metric", "int64", "timestamp_ms", 6},
    {"Metric", "Histogram", "histogram", 7},
    {"LabelPair", "string", "name", 1},
    {"LabelPair", "string", "value", 2},
    {"Gauge", "double", "value", 1},
    {"Counter", "double", "value", 1},
    {"Counter", "Timestamp", "created_timestamp", 3},
    {"Summary", "uint64", "sample_count", 1},
    {"Summary", "double", "sample_sum", 2},
    {"Summary", "Quantile", "quantile", 3},
    {"Summary", "Timestamp", "created_timestamp", 4},
    {"Quantile", "double", "quantile", 1},
    {"Quantile", "double", "value", 2},
    {"Histogram", "uint64", "sample_count", 1},
    {"Histogram", "double", "sample_sum", 2},
    {"Histogram", "Bucket", "bucket", 3},
    {"Histogram", "sint32", "schema", 5},
    {"Histogram", "double", "zero_threshold", 6},
    {"Histogram", "uint64", "zero_count", 7},
    {"Histogram", "BucketSpan", "negative_span", 9},
    {"Histogram", "sint64", "negative_delta", 10},
    {"Histogram", "BucketSpan", "positive_span", 12},
    {"Histogram", "sint64", "positive_delta", 13},
    {"Histogram", "Timestamp", "created_timestamp", 15},
    {"Bucket", "uint64", "cumulative_count", 1},
    {"Bucket", "double", "upper_bound", 2},
    {"BucketSpan", "sint32", "offset", 1},
    {"BucketSpan", "uint32", "length", 2},
    {"Timestamp", "int64", "seconds", 1},
    {"Timestamp", "int32", "nanos", 2},
};

std::string fields_of(pbf_reader from, std::string_view message) {
  std::string text;
  while (from.next()) {
    const auto fault = [&](std::string_view what) {
      return std::runtime_error(std::string(message) + " field " + std::to_string(from.tag()) + std::string(what));
    };
    const auto known = std::ranges::find_if(
        schema, [&](const field& each) { return each.message == message && each.number == from.tag(); });
    if (known == schema.end()) throw fault(" is unknown");
    const auto value = std::ranges::find(scalars, known->type, &scalar::name);
    const auto wire_type = value == scalars.end() ? pbf_wire_type::length_delimited : value->wire_type;
    if (from.wire_type() != wire_type) throw fault(" has another wire type");
    if (!text.empty()) text += ' ';
    text += known->name;
    text +=
        value == scalars.end() ? " { " + fields_of(from.get_message(), known->type) + " }" : ": " + value->read(from);
  }
  return text;
}

}  // namespace

std::string protobuf_text(std::string_view delimited) {
  std::string text;
  const char* at = delimited.data();
  const char* const end = at + delimited.size();
  while (at != end) {
    const auto length = protozero::decode_varint(&at, end);
    if (length > static_cast<std::size_t>(end - at)) throw std::runtime_error("a message is cut short");
    text += fields_of(pbf_reader(at, length), "MetricFamily") + "\n";
    at += length;
  }
  return text;
}

}  // namespace cputemp::metrics::test
