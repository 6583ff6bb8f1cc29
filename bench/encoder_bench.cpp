// Measures the cost of a sample in each encoder, beside the least that could write the same text: a copy of the labels
// and one number. An item is a sample; the cost of one should not grow with their number.

#include <cputemp/metrics/number_text.hpp>
#include <cputemp/metrics/openmetrics_encoder.hpp>
#include <cputemp/metrics/protobuf_encoder.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include <benchmark/benchmark.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace cputemp::metrics;

/// Shaped like hwmon_temp_celsius.
std::vector<metric_family> gauges(std::int64_t samples) {
  metric_family family{"hwmon_temp_celsius", "Newest temperature", metric_type::gauge, {}, "celsius"};
  for (std::int64_t i = 0; i < samples; ++i)
    family.add({{"chip", "platform_coretemp_" + std::to_string(i / 64)},
                {"chip_name", "coretemp"},
                {"core", std::to_string(i % 64)},
                {"kind", "core"},
                {"label", "Core " + std::to_string(i % 64)},
                {"sensor", "temp" + std::to_string(i % 64 + 2)}},
               static_cast<double>(40'000 + i % 997 * 31) / 1000);
  return {family};
}

/// Shaped like cpu_temperature_distribution_celsius: 12 bounds, and native buckets from 35 to 90 degrees.
std::vector<metric_family> histograms(std::int64_t samples) {
  metric_family family{
      "cpu_temperature_distribution_celsius", "All temperatures", metric_type::histogram, {}, "celsius"};
  histogram_value value;
  native_buckets native;
  for (std::int32_t i = 165; i < 208; ++i) native.positive.push_back({i, static_cast<std::uint64_t>(1000 + i % 7)});
  for (const double bound : {40, 50, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105})
    value.buckets.push_back({bound, value.count += 3600});
  value.sum = static_cast<double>(value.count) * 61.5;
  value.native = std::move(native);
  for (std::int64_t i = 0; i < samples; ++i) family.samples.push_back({{{"package", std::to_string(i)}}, value});
  return {family};
}

/// Writes the labels and the number, and does nothing else.
std::string least(std::span<const metric_family> families) {
  std::string out;
  for (const auto& family : families)
    for (const auto& sample : family.samples) {
      out += sample.labels.text();
      append_value(out, std::get<double>(sample.value));
    }
  return out;
}

using encoder = std::string (*)(std::span<const metric_family>);
using generator = std::vector<metric_family> (*)(std::int64_t samples);

void encode(benchmark::State& state, encoder encode, generator families_of) {
  const auto families = families_of(state.range(0));
  std::size_t bytes = 0;
  for (auto _ : state) bytes += encode(families).size();
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

BENCHMARK_CAPTURE(encode, gauge_least, least, gauges)->Arg(10)->Arg(1000)->Arg(100'000);
BENCHMARK_CAPTURE(encode, gauge_text, encode_text, gauges)->Arg(10)->Arg(1000)->Arg(100'000);
BENCHMARK_CAPTURE(encode, gauge_openmetrics, encode_openmetrics, gauges)->Arg(10)->Arg(1000)->Arg(100'000);
BENCHMARK_CAPTURE(encode, gauge_protobuf, encode_protobuf, gauges)->Arg(10)->Arg(1000)->Arg(100'000);
BENCHMARK_CAPTURE(encode, histogram_text, encode_text, histograms)->Arg(10)->Arg(1000);
BENCHMARK_CAPTURE(encode, histogram_openmetrics, encode_openmetrics, histograms)->Arg(10)->Arg(1000);
BENCHMARK_CAPTURE(encode, histogram_protobuf, encode_protobuf, histograms)->Arg(10)->Arg(1000);

}  // namespace
