#pragma once

#include <protozero/types.hpp>

#include <cstdint>

/// The fields of the messages of io.prometheus.client (github.com/prometheus/client_model, metrics.proto), as far as
/// there is something to put in them.
namespace cputemp::metrics::client_model {

enum class type : std::int32_t { counter = 0, gauge = 1, summary = 2, histogram = 4 };

// clang-format off
using number = protozero::pbf_tag_type;
enum class family      : number { name = 1, help = 2, type = 3, metric = 4, unit = 5 };
enum class metric      : number { label = 1, gauge = 2, counter = 3, summary = 4, histogram = 7 };
enum class label_pair  : number { name = 1, value = 2 };
enum class gauge       : number { value = 1 };
enum class counter     : number { value = 1, created_timestamp = 3 };
enum class summary     : number { sample_count = 1, sample_sum = 2, quantile = 3, created_timestamp = 4 };
enum class quantile    : number { quantile = 1, value = 2 };
enum class histogram   : number { sample_count = 1, sample_sum = 2, bucket = 3,
                                  schema = 5, zero_threshold = 6, zero_count = 7,
                                  negative_span = 9, negative_delta = 10, positive_span = 12, positive_delta = 13,
                                  created_timestamp = 15 };
enum class bucket      : number { cumulative_count = 1, upper_bound = 2 };
enum class bucket_span : number { offset = 1, length = 2 };
enum class timestamp   : number { seconds = 1, nanos = 2 };  // google.protobuf.Timestamp
// clang-format on

}  // namespace cputemp::metrics::client_model
