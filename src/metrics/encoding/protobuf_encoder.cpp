#include <cputemp/metrics/protobuf_encoder.hpp>

#include "encoding/client_model.hpp"
#include "encoding/look_ahead.hpp"
#include "encoding/message.hpp"
#include "encoding/native_spans.hpp"
#include "escape.hpp"

#include <protozero/buffer_fixed.hpp>
#include <protozero/varint.hpp>

#include <chrono>
#include <optional>
#include <vector>

namespace cputemp::metrics {
namespace {

using namespace std::chrono_literals;

using time_point = std::chrono::system_clock::time_point;

// The type in protobuf; an info is a gauge.
client_model::type type_of(metric_type type) {
  switch (type) {
    case metric_type::counter:
      return client_model::type::counter;
    case metric_type::histogram:
      return client_model::type::histogram;
    case metric_type::summary:
      return client_model::type::summary;
    case metric_type::gauge:
    case metric_type::info:
      break;
  }
  return client_model::type::gauge;
}

template <class Message, class Field>
void add_created(Message& to, Field field, std::optional<time_point> created) {
  if (!created) return;
  using client_model::timestamp;
  // Rounded down, since nanoseconds count upwards before 1970, too. Not the difference of both: the first second of a
  // clock begins before the first time that it can show.
  const std::chrono::nanoseconds since_1970 = created->time_since_epoch();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(since_1970);
  const auto rest = (since_1970 % 1s + 1s) % 1s;
  add_message<timestamp>(to, field, [&](auto& time) {
    time.add_int64(timestamp::seconds, seconds.count());
    time.add_int32(timestamp::nanos, static_cast<std::int32_t>(rest.count()));
  });
}

template <class Message, class Field>
void add_spans(Message& to, Field field, std::span<const native_buckets::bucket> buckets) {
  using client_model::bucket_span;
  for_each_span(buckets, [&](std::int32_t offset, std::uint32_t length) {
    add_message<bucket_span>(to, field, [&](auto& span) {
      span.add_sint32(bucket_span::offset, offset);
      span.add_uint32(bucket_span::length, length);
    });
  });
}

// Not packed, since the schema, which is of proto2, does not say so.
template <class Message, class Field>
void add_deltas(Message& to, Field field, std::span<const native_buckets::bucket> buckets) {
  for_each_delta(buckets, [&](std::int64_t delta) { to.add_sint64(field, delta); });
}

template <class Message>
void add_native(Message& to, const native_buckets& native) {
  using client_model::bucket_span;
  using client_model::histogram;
  to.add_sint32(histogram::schema, native.schema);
  to.add_double(histogram::zero_threshold, native.zero_threshold);
  to.add_uint64(histogram::zero_count, native.zero_count);
  add_spans(to, histogram::negative_span, native.negative);
  add_deltas(to, histogram::negative_delta, native.negative);
  add_spans(to, histogram::positive_span, native.positive);
  add_deltas(to, histogram::positive_delta, native.positive);
  // Otherwise it would look like a histogram without native buckets.
  if (native.zero_threshold == 0 && native.zero_count == 0 && native.negative.empty() && native.positive.empty())
    add_message<bucket_span>(to, histogram::positive_span, [](auto& span) {
      span.add_sint32(bucket_span::offset, 0);
      span.add_uint32(bucket_span::length, 0);
    });
}

template <class Message>
void add_value(Message& metric, metric_type type, double value, std::optional<time_point> created) {
  using client_model::counter;
  using client_model::gauge;
  if (type == metric_type::counter)
    add_message<counter>(metric, client_model::metric::counter, [&](auto& to) {
      to.add_double(counter::value, value);
      add_created(to, counter::created_timestamp, created);
    });
  else
    add_message<gauge>(metric, client_model::metric::gauge, [&](auto& to) { to.add_double(gauge::value, value); });
}

template <class Message>
void add_value(Message& metric, metric_type, const histogram_value& value, std::optional<time_point> created) {
  using client_model::bucket;
  using client_model::histogram;
  add_message<histogram>(metric, client_model::metric::histogram, [&](auto& to) {
    to.add_uint64(histogram::sample_count, value.count);
    to.add_double(histogram::sample_sum, value.sum);
    for (const auto& each : value.buckets)
      add_message<bucket>(to, histogram::bucket, [&](auto& entry) {
        entry.add_uint64(bucket::cumulative_count, each.cumulative_count);
        entry.add_double(bucket::upper_bound, each.upper_bound);
      });
    if (value.native) add_native(to, *value.native);
    add_created(to, histogram::created_timestamp, created);
  });
}

template <class Message>
void add_value(Message& metric, metric_type, const summary_value& value, std::optional<time_point> created) {
  using client_model::quantile;
  using client_model::summary;
  add_message<summary>(metric, client_model::metric::summary, [&](auto& to) {
    to.add_uint64(summary::sample_count, value.count);
    to.add_double(summary::sample_sum, value.sum);
    for (const auto& each : value.quantiles)
      add_message<quantile>(to, summary::quantile, [&](auto& entry) {
        entry.add_double(quantile::quantile, each.rank);
        entry.add_double(quantile::value, each.value);
      });
    add_created(to, summary::created_timestamp, created);
  });
}

template <class Message>
void add_metric(Message& family, metric_type type, const sample& sample) {
  using client_model::label_pair;
  using client_model::metric;
  add_message<metric>(family, client_model::family::metric, [&](auto& to) {
    for (const auto& label : sample.labels)
      add_message<label_pair>(to, metric::label, [&](auto& pair) {
        pair.add_string(label_pair::name, label.name);
        pair.add_string(label_pair::value, label.value);
      });
    std::visit([&](const auto& value) { add_value(to, type, value, sample.created); }, sample.value);
  });
}

/// A family that is known to have samples.
class family_message {
 public:
  explicit family_message(const metric_family& family) : family_(&family) {
    append_escaped(help_, family.help, quoting::none);
    length_ = length_of<client_model::family>(*this);
  }

  std::size_t delimited_length() const {
    return static_cast<std::size_t>(protozero::length_of_varint(length_)) + length_;
  }

  template <class Buffer>
  void write_delimited(Buffer& out) const {
    protozero::add_varint_to_buffer(&out, length_);
    message<Buffer, client_model::family> to(out);
    (*this)(to);
  }

  template <class Message>
  void operator()(Message& to) const {
    using field = client_model::family;
    to.add_string(field::name, family_->name);
    to.add_string(field::help, help_);
    to.add_enum(field::type, static_cast<std::int32_t>(type_of(family_->type)));
    for_each_looking_ahead(family_->samples, &label_set::prefetch_labels,
                           [&](const sample& each) { add_metric(to, family_->type, each); });
    if (!family_->unit.empty()) to.add_string(field::unit, family_->unit);
  }

 private:
  const metric_family* family_;
  std::string help_;
  std::size_t length_;
};

}  // namespace

std::string encode_protobuf(std::span<const metric_family> families) {
  std::vector<family_message> messages;
  messages.reserve(families.size());
  std::size_t length = 0;
  for (const auto& family : families)
    if (!family.samples.empty()) length += messages.emplace_back(family).delimited_length();
  std::string out(length, '\0');
  protozero::fixed_size_buffer_adaptor buffer(out);
  for (const auto& each : messages) each.write_delimited(buffer);
  return out;
}

void append_protobuf(std::string& out, const metric_family& family) {
  if (family.samples.empty()) return;
  const family_message message(family);
  const auto before = out.size();
  out.resize(before + message.delimited_length());
  protozero::fixed_size_buffer_adaptor buffer(&out[before], out.size() - before);
  message.write_delimited(buffer);
}

}  // namespace cputemp::metrics
