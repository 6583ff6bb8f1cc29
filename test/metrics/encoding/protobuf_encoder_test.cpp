#include <cputemp/metrics/protobuf_encoder.hpp>

#include "protobuf_text.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

using namespace cputemp::metrics;
using namespace std::chrono_literals;
using cputemp::metrics::test::protobuf_text;

namespace {

constexpr std::int32_t lowest = std::numeric_limits<std::int32_t>::min();
constexpr std::int32_t highest = std::numeric_limits<std::int32_t>::max();
constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();

std::string encode(const metric_family& family) { return encode_protobuf(std::vector{family}); }
std::string text(const metric_family& family) { return protobuf_text(encode(family)); }

/// The fields of the only metric's only value.
std::string text(metric_type type, const sample& given) {
  auto text = protobuf_text(encode({"m", "h", type, {given}}));
  text.erase(0, text.find(" metric { ") + 10);
  return text.substr(0, text.size() - std::string_view(" }\n").size());
}

std::string text(const native_buckets& native) {
  auto all = text(metric_type::histogram, {{}, histogram_value{{}, 0, 0, native}});
  return all.substr(all.find("schema"), all.size() - all.find("schema") - std::string_view(" }").size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(protobuf_encoder_suite)

BOOST_AUTO_TEST_CASE(each_family_comes_after_its_length_in_bytes) {
  using namespace std::string_literals;
  metric_family f{"a", "b", metric_type::gauge, {}};
  f.add({{"c", "d"}}, 1);
  const auto one =
      "\x1D"
      "\x0A\x01\x61"                                    // name: "a"
      "\x12\x01\x62"                                    // help: "b"
      "\x18\x01"                                        // type: GAUGE
      "\x22\x13"                                        // metric, 19 bytes
      "\x0A\x06\x0A\x01\x63\x12\x01\x64"                // label { name: "c" value: "d" }
      "\x12\x09\x09\x00\x00\x00\x00\x00\x00\xF0\x3F"s;  // gauge { value: 1 }
  BOOST_TEST(encode(f) == one);
  BOOST_TEST(encode_protobuf(std::vector{f, metric_family{"no_samples", "h", metric_type::gauge, {}}, f}) == one + one);
  BOOST_TEST(encode_protobuf({}).empty());
}

BOOST_AUTO_TEST_CASE(lengths_of_several_bytes_are_right) {
  metric_family f{"m", std::string(300, 'h'), metric_type::gauge, {}};
  for (const std::size_t length : {0U, 1U, 127U, 128U, 16'383U, 16'384U, 3'000'000U})
    f.add({{"l", std::string(length, 'v')}}, 1);
  std::string expected = "name: \"m\" help: \"" + f.help + "\" type: GAUGE";
  for (const auto& each : f.samples)
    expected += " metric { label { name: \"l\" value: \"" + each.labels.begin()->value + "\" } gauge { value: 1 } }";
  BOOST_TEST((text(f) == expected + "\n"));
}

BOOST_AUTO_TEST_CASE(names_keep_their_suffix_and_an_info_is_a_gauge) {
  BOOST_TEST(
      text({"a_seconds_total", "h", metric_type::counter, {{{}, 2.5}}, "seconds"}) ==
      "name: \"a_seconds_total\" help: \"h\" type: COUNTER metric { counter { value: 2.5 } } unit: \"seconds\"\n");
  BOOST_TEST(text({"a_info", "h", metric_type::info, {{{{"v", "1"}}, 1.0}}}) ==
             "name: \"a_info\" help: \"h\" type: GAUGE "
             "metric { label { name: \"v\" value: \"1\" } gauge { value: 1 } }\n");
}

BOOST_AUTO_TEST_CASE(a_summary_has_all_its_quantiles) {
  BOOST_TEST(text(metric_type::summary, {{{"a", "b"}}, summary_value{{{0, -1}, {0.5, 2}}, 3, -4}}) ==
             "label { name: \"a\" value: \"b\" } "
             "summary { sample_count: 3 sample_sum: -4 "
             "quantile { quantile: 0 value: -1 } quantile { quantile: 0.5 value: 2 } }");
}

BOOST_AUTO_TEST_CASE(a_histogram_has_no_bucket_of_infinity_and_where_it_is_native_both_kinds) {
  BOOST_TEST(text(metric_type::histogram, {{}, histogram_value{{{-1, 0}, {40, 5}}, 6, 99}}) ==
             "histogram { sample_count: 6 sample_sum: 99 bucket { cumulative_count: 0 upper_bound: -1 } "
             "bucket { cumulative_count: 5 upper_bound: 40 } }");
  const native_buckets native{3, 0.001, 1, {{-2, 4}}, {{5, 2}, {6, 3}}};
  BOOST_TEST(text(metric_type::histogram, {{}, histogram_value{{{1, 5}}, 10, 9, native}}) ==
             "histogram { sample_count: 10 sample_sum: 9 bucket { cumulative_count: 5 upper_bound: 1 } "
             "schema: 3 zero_threshold: 0.001 zero_count: 1 "
             "negative_span { offset: -2 length: 1 } negative_delta: 4 "
             "positive_span { offset: 5 length: 2 } positive_delta: 2 positive_delta: 1 }");
}

BOOST_AUTO_TEST_CASE(native_buckets_are_spans_and_deltas) {
  struct row {
    std::string_view what;
    std::vector<native_buckets::bucket> positive;
    std::string_view written;
  };
  for (const auto& [what, positive, written] : {
           row{"neighbours share a span, and counts may fall",
               {{0, 5}, {1, 3}, {2, 3}},
               "positive_span { offset: 0 length: 3 } positive_delta: 5 positive_delta: -2 positive_delta: 0"},
           row{"a gap of two is filled with empty buckets",
               {{7, 5}, {10, 1}},
               "positive_span { offset: 7 length: 4 } "
               "positive_delta: 5 positive_delta: -5 positive_delta: 0 positive_delta: 1"},
           row{"a gap of three begins a span",
               {{-7, 5}, {-3, 6}, {-2, 1}},
               "positive_span { offset: -7 length: 1 } positive_span { offset: 3 length: 2 } "
               "positive_delta: 5 positive_delta: 1 positive_delta: -5"},
           row{"counts as large as can be",
               {{1, most}, {2, 1}, {3, most}},
               "positive_span { offset: 1 length: 3 } positive_delta: -1 positive_delta: 2 positive_delta: -2"},
           row{"indices as far apart as can be",
               {{lowest, 1}, {highest, 1}},
               "positive_span { offset: -2147483648 length: 1 } positive_span { offset: -2 length: 1 } "
               "positive_delta: 1 positive_delta: 0"},
       }) {
    BOOST_TEST_CONTEXT(what) {
      BOOST_TEST(text(native_buckets{5, 0, 0, {}, positive}) ==
                 "schema: 5 zero_threshold: 0 zero_count: 0 " + std::string(written));
      auto negative = std::string(written);
      for (std::size_t at = 0; (at = negative.find("positive", at)) != std::string::npos;)
        negative.replace(at, std::string_view("positive").size(), "negative");
      BOOST_TEST(text(native_buckets{5, 0, 0, positive, {}}) ==
                 "schema: 5 zero_threshold: 0 zero_count: 0 " + negative);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_native_histogram_can_be_told_before_its_first_observation) {
  BOOST_TEST(text(native_buckets{}) ==
             "schema: 5 zero_threshold: 0 zero_count: 0 positive_span { offset: 0 length: 0 }");
  BOOST_TEST(text(native_buckets{-4, 0.5, 0, {}, {}}) == "schema: -4 zero_threshold: 0.5 zero_count: 0");
  BOOST_TEST(text(native_buckets{0, 0, 3, {}, {}}) == "schema: 0 zero_threshold: 0 zero_count: 3");
}

BOOST_AUTO_TEST_CASE(what_counts_tells_since_when) {
  struct row {
    std::chrono::nanoseconds since_1970;
    std::string_view written;
  };
  for (const auto& [since_1970, written] : {
           row{1'700'000'000s + 5ns, "created_timestamp { seconds: 1700000000 nanos: 5 }"},
           row{0s, "created_timestamp { seconds: 0 nanos: 0 }"},
           row{-1ns, "created_timestamp { seconds: -1 nanos: 999999999 }"},
           row{-1s, "created_timestamp { seconds: -1 nanos: 0 }"},
           row{-1s - 1ns, "created_timestamp { seconds: -2 nanos: 999999999 }"},
           row{std::chrono::nanoseconds::min(), "created_timestamp { seconds: -9223372037 nanos: 145224192 }"},
           row{std::chrono::nanoseconds::max(), "created_timestamp { seconds: 9223372036 nanos: 854775807 }"},
       }) {
    const std::chrono::system_clock::time_point created(since_1970);
    const std::string end = std::string(written) + " }";
    BOOST_TEST(text(metric_type::counter, {{}, 1.0, created}) == "counter { value: 1 " + end);
    BOOST_TEST(text(metric_type::summary, {{}, summary_value{}, created}) ==
               "summary { sample_count: 0 sample_sum: 0 " + end);
    BOOST_TEST(text(metric_type::histogram, {{}, histogram_value{}, created}) ==
               "histogram { sample_count: 0 sample_sum: 0 " + end);
    BOOST_TEST(text(metric_type::gauge, {{}, 1.0, created}) == "gauge { value: 1 }");
  }
}

BOOST_AUTO_TEST_CASE(help_is_utf_8_without_escapes) {
  using namespace std::string_literals;
  const auto encoded = encode({"m", "a\\b\n\"c\" \xFF\0\x1B \u20AC"s, metric_type::gauge, {{{}, 1.0}}});
  BOOST_TEST(encoded.find("a\\b\n\"c\" \uFFFD   \u20AC") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
