#include "fuzz/protobuf_reader.hpp"

#include "fuzz/require.hpp"

#include <protozero/pbf_reader.hpp>
#include <protozero/varint.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::fuzz {
namespace {

using protozero::pbf_reader;
using protozero::pbf_wire_type;

/// Whether this is the field of that number; its wire type then has to be this.
bool is(const pbf_reader& at, protozero::pbf_tag_type number, pbf_wire_type wire_type) {
  if (at.tag() != number) return false;
  require(at.wire_type() == wire_type, "a field has the wire type of its type");
  return true;
}

constexpr auto varint = pbf_wire_type::varint;
constexpr auto fixed64 = pbf_wire_type::fixed64;
constexpr auto delimited = pbf_wire_type::length_delimited;

void unknown() { require(false, "a field is known"); }

struct bucket_spans {
  struct span {
    std::int32_t offset = 0;
    std::uint32_t length = 0;
  };
  std::vector<span> spans;
  std::vector<std::int64_t> deltas;

  void add_span(pbf_reader from) {
    auto& added = spans.emplace_back();
    while (from.next()) {
      if (is(from, 1, varint)) {
        added.offset = from.get_sint32();
      } else if (is(from, 2, varint)) {
        added.length = from.get_uint32();
      } else {
        unknown();
      }
    }
  }

  /// Without those that are empty.
  void tell(account& into, std::string_view side) const {
    auto delta = deltas.begin();
    std::uint32_t index = 0;
    std::uint64_t count = 0;
    for (const auto& [offset, length] : spans) {
      index += static_cast<std::uint32_t>(offset);
      for (std::uint32_t i = 0; i < length; ++i, ++index, ++delta) {
        require(delta != deltas.end(), "each bucket of a span has a delta");
        count += static_cast<std::uint64_t>(*delta);
        if (count == 0) continue;
        into.integer(side, static_cast<std::int32_t>(index));
        into.count("count", count);
      }
    }
    require(delta == deltas.end(), "each delta is of a bucket");
  }
};

void read_created(pbf_reader from, account& into) {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
  while (from.next()) {
    if (is(from, 1, varint)) {
      seconds = from.get_int64();
    } else if (is(from, 2, varint)) {
      nanoseconds = from.get_int32();
    } else {
      unknown();
    }
  }
  require(nanoseconds >= 0 && nanoseconds < 1'000'000'000, "a time has less than a second beside its seconds");
  into.integer("created", seconds);
  into.integer("nanoseconds", nanoseconds);
}

/// A gauge, which has no time, or a counter.
void read_number(pbf_reader from, account& into, bool may_have_time) {
  while (from.next()) {
    if (is(from, 1, fixed64)) {
      into.number("value", from.get_double());
    } else if (may_have_time && is(from, 3, delimited)) {
      read_created(from.get_message(), into);
    } else {
      unknown();
    }
  }
}

/// Two fields, the first a count or a number, the second a number.
void read_pair(pbf_reader from, account& into, bool first_is_count) {
  while (from.next()) {
    if (first_is_count && is(from, 1, varint)) {
      into.count("cumulative", from.get_uint64());
    } else if (is(from, 1, fixed64)) {
      into.number("rank", from.get_double());
    } else if (is(from, 2, fixed64)) {
      into.number("at", from.get_double());
    } else {
      unknown();
    }
  }
}

void read_summary(pbf_reader from, account& into) {
  while (from.next()) {
    if (is(from, 1, varint)) {
      into.count("count", from.get_uint64());
    } else if (is(from, 2, fixed64)) {
      into.number("sum", from.get_double());
    } else if (is(from, 3, delimited)) {
      read_pair(from.get_message(), into, false);
    } else if (is(from, 4, delimited)) {
      read_created(from.get_message(), into);
    } else {
      unknown();
    }
  }
}

void read_histogram(pbf_reader from, account& into) {
  std::optional<std::int32_t> schema;
  double zero_threshold = 0;
  std::uint64_t zero_count = 0;
  bucket_spans negative;
  bucket_spans positive;
  account created;
  while (from.next()) {
    if (is(from, 1, varint)) {
      into.count("count", from.get_uint64());
    } else if (is(from, 2, fixed64)) {
      into.number("sum", from.get_double());
    } else if (is(from, 3, delimited)) {
      read_pair(from.get_message(), into, true);
    } else if (is(from, 5, varint)) {
      schema = from.get_sint32();
    } else if (is(from, 6, fixed64)) {
      zero_threshold = from.get_double();
    } else if (is(from, 7, varint)) {
      zero_count = from.get_uint64();
    } else if (is(from, 9, delimited)) {
      negative.add_span(from.get_message());
    } else if (is(from, 10, varint)) {
      negative.deltas.push_back(from.get_sint64());
    } else if (is(from, 12, delimited)) {
      positive.add_span(from.get_message());
    } else if (is(from, 13, varint)) {
      positive.deltas.push_back(from.get_sint64());
    } else if (is(from, 15, delimited)) {
      read_created(from.get_message(), created);
    } else {
      unknown();
    }
  }
  // Prometheus recognises a native histogram by this (model/textparse/protobufparse.go, isNativeHistogram).
  const bool is_native = !negative.spans.empty() || !positive.spans.empty() || zero_threshold > 0 || zero_count > 0;
  require(is_native == schema.has_value(), "a native histogram can be recognised");
  if (schema) {
    into.integer("schema", *schema);
    into.number("zero threshold", zero_threshold);
    into.count("zero count", zero_count);
    negative.tell(into, "negative");
    positive.tell(into, "positive");
  }
  into.append(created);
}

std::string read_text_field(pbf_reader& from) {
  auto text = from.get_string();
  require(cleaned(text) == text, "text is UTF-8, and without control characters");
  return text;
}

void read_label(pbf_reader from, label_list& into) {
  auto& [name, value] = into.emplace_back();
  while (from.next()) {
    if (is(from, 1, delimited)) {
      name = from.get_string();
    } else if (is(from, 2, delimited)) {
      value = read_text_field(from);
    } else {
      unknown();
    }
  }
}

void read_metric(pbf_reader from, account& into) {
  label_list labels;
  account value;
  while (from.next()) {
    if (is(from, 1, delimited)) {
      read_label(from.get_message(), labels);
    } else if (is(from, 2, delimited)) {
      read_number(from.get_message(), value, false);
    } else if (is(from, 3, delimited)) {
      read_number(from.get_message(), value, true);
    } else if (is(from, 4, delimited)) {
      read_summary(from.get_message(), value);
    } else if (is(from, 7, delimited)) {
      read_histogram(from.get_message(), value);
    } else {
      unknown();
    }
  }
  into.series("", labels);
  into.append(value);
}

void read_family(pbf_reader from, account& into) {
  static constexpr std::array<std::string_view, 5> types = {"counter", "gauge", "summary", "untyped", "histogram"};
  std::string name;
  std::string help;
  std::string unit;
  std::size_t type = types.size();
  account metrics;
  while (from.next()) {
    if (is(from, 1, delimited)) {
      name = from.get_string();
    } else if (is(from, 2, delimited)) {
      help = read_text_field(from);
    } else if (is(from, 3, varint)) {
      type = static_cast<std::size_t>(from.get_enum());
    } else if (is(from, 4, delimited)) {
      read_metric(from.get_message(), metrics);
    } else if (is(from, 5, delimited)) {
      unit = from.get_string();
    } else {
      unknown();
    }
  }
  require(type < types.size(), "a type is known");
  require(!metrics.text().empty(), "a family has samples");
  into.family(name, types.at(type), unit, help);
  into.append(metrics);
}

}  // namespace

account read_protobuf(std::string_view bytes) {
  account result;
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  while (at != end) {
    const auto size = protozero::decode_varint(&at, end);
    require(size <= static_cast<std::uint64_t>(end - at), "a message is as long as it says");
    read_family(pbf_reader(at, size), result);
    at += size;
  }
  return result;
}

}  // namespace cputemp::fuzz
