#include "fuzz/made_families.hpp"

#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace cputemp::fuzz {
namespace {

using namespace metrics;

constexpr std::size_t most_families = 6;
constexpr std::size_t most_samples = 5;
constexpr std::size_t most_labels = 4;
constexpr std::size_t most_parts = 8;  // buckets, quantiles

class maker {
 public:
  maker(const std::uint8_t* data, std::size_t size) : from_(data, size) {}

  std::vector<metric_family> families() {
    std::vector<metric_family> made;
    while (from_.remaining_bytes() > 0 && made.size() < most_families) made.push_back(family(made.size()));
    return made;
  }

 private:
  metric_family family(std::size_t number) {
    const auto type = from_.PickValueInArray(
        {metric_type::counter, metric_type::gauge, metric_type::histogram, metric_type::summary, metric_type::info});
    metric_family made{name("_:") + std::to_string(number), text(), type, {}};
    if (from_.ConsumeBool()) {
      made.unit = from_.PickValueInArray({"celsius", "seconds", "x"});
      made.name += '_' + made.unit;
    }
    if (type == metric_type::counter) made.name += "_total";
    if (type == metric_type::info) made.name += "_info";
    for (std::size_t n = count(most_samples); n > 0; --n) made.samples.push_back(sample_of(type));
    return made;
  }

  sample sample_of(metric_type type) {
    sample made{labels(), value_of(type)};
    if (from_.ConsumeBool()) {
      const std::chrono::nanoseconds since_1970(from_.ConsumeIntegral<std::int64_t>());
      made.created = std::chrono::system_clock::time_point(
          std::chrono::duration_cast<std::chrono::system_clock::duration>(since_1970));
    }
    return made;
  }

  sample_value value_of(metric_type type) {
    switch (type) {
      case metric_type::histogram:
        return histogram();
      case metric_type::summary:
        return summary();
      case metric_type::info:
        return 1.0;
      case metric_type::counter: {
        const auto value = std::fabs(number());
        return std::isnan(value) ? 0 : value;
      }
      case metric_type::gauge:
        break;
    }
    return number();
  }

  histogram_value histogram() {
    histogram_value made;
    std::set<double> bounds;
    for (auto n = count(most_parts); n > 0; --n) bounds.insert(ordinary_number());
    for (const auto bound : bounds) {
      if (bound == std::numeric_limits<double>::infinity()) continue;
      made.count = sum(made.count, from_.ConsumeIntegral<std::uint64_t>());
      made.buckets.push_back({bound, made.count});
    }
    made.count = sum(made.count, from_.ConsumeIntegral<std::uint8_t>());
    made.sum = number();
    made.any_negative = from_.ConsumeBool();
    if (from_.ConsumeBool()) made.native = native();
    return made;
  }

  native_buckets native() {
    native_buckets made;
    made.schema = from_.ConsumeIntegralInRange(-4, 8);
    made.zero_threshold = std::fabs(ordinary_number());
    made.zero_count = from_.ConsumeIntegral<std::uint64_t>();
    made.negative = cells();
    made.positive = cells();
    return made;
  }

  std::vector<native_buckets::bucket> cells() {
    std::set<std::int32_t> indices;
    for (auto n = count(most_parts); n > 0; --n) {
      indices.insert(from_.ConsumeBool() ? from_.ConsumeIntegral<std::int8_t>()
                                         : from_.ConsumeIntegral<std::int32_t>());
    }
    std::vector<native_buckets::bucket> made;
    made.reserve(indices.size());
    for (const auto index : indices)
      made.push_back({index, std::max<std::uint64_t>(1, from_.ConsumeIntegral<std::uint64_t>())});
    return made;
  }

  summary_value summary() {
    summary_value made;
    std::set<double> ranks;
    for (auto n = count(most_parts); n > 0; --n) ranks.insert(from_.ConsumeProbability<double>());
    for (const auto rank : ranks) made.quantiles.push_back({rank, number()});
    made.count = from_.ConsumeIntegral<std::uint64_t>();
    made.sum = number();
    made.any_negative = from_.ConsumeBool();
    return made;
  }

  label_set labels() {
    std::vector<label> made;
    std::set<std::string> names = {"le", "quantile"};
    for (auto n = count(most_labels); n > 0; --n) {
      auto each = name("_");
      // Reserved for Prometheus.
      if (each.starts_with("__") || !names.insert(each).second) continue;
      made.push_back({std::move(each), text()});
    }
    return label_set(std::move(made));
  }

  std::string name(std::string_view beside_letters) {
    const auto first = "abcxyzABCXYZ" + std::string(beside_letters);
    const auto other = first + "0189";
    std::string made(1, first[from_.ConsumeIntegralInRange<std::size_t>(0, first.size() - 1)]);
    for (auto n = count(6); n > 0; --n) made += other[from_.ConsumeIntegralInRange<std::size_t>(0, other.size() - 1)];
    return made;
  }

  std::string text() { return from_.ConsumeRandomLengthString(64); }

  double number() { return std::bit_cast<double>(from_.ConsumeIntegral<std::uint64_t>()); }
  double ordinary_number() {
    const auto value = from_.ConsumeBool() ? number() : from_.ConsumeIntegral<std::int16_t>() / 100.0;
    return std::isnan(value) ? 0 : value;
  }

  static std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
    return b > std::numeric_limits<std::uint64_t>::max() - a ? a : a + b;
  }

  std::size_t count(std::size_t most) { return from_.ConsumeIntegralInRange<std::size_t>(0, most); }

  FuzzedDataProvider from_;
};

}  // namespace

std::vector<metric_family> made_families(const std::uint8_t* data, std::size_t size) {
  return maker(data, size).families();
}

}  // namespace cputemp::fuzz
