// The same families in every format, side by side.

#include <cputemp/metrics/openmetrics_encoder.hpp>
#include <cputemp/metrics/protobuf_encoder.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include "protobuf_text.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

using namespace cputemp::metrics;
using namespace std::string_literals;
using cputemp::metrics::test::protobuf_text;

namespace {

constexpr std::chrono::system_clock::time_point created(std::chrono::seconds(1'700'000'000));

struct row {
  metric_family family;
  std::string_view text;
  std::string_view openmetrics;
  std::string_view protobuf;
};

const std::vector<row> rows = {
    {{"cpu_celsius", "CPU", metric_type::gauge, {{{}, 39.0}, {{{"core", "0"}}, 40.5}}, "celsius"},
     "# HELP cpu_celsius CPU\n"
     "# TYPE cpu_celsius gauge\n"
     "cpu_celsius 39\n"
     "cpu_celsius{core=\"0\"} 40.5\n",
     "# TYPE cpu_celsius gauge\n"
     "# UNIT cpu_celsius celsius\n"
     "# HELP cpu_celsius CPU\n"
     "cpu_celsius 39.0\n"
     "cpu_celsius{core=\"0\"} 40.5\n",
     "name: \"cpu_celsius\" help: \"CPU\" type: GAUGE "
     "metric { gauge { value: 39 } } "
     "metric { label { name: \"core\" value: \"0\" } gauge { value: 40.5 } } "
     "unit: \"celsius\"\n"},

    {{"hot_seconds_total", "Time", metric_type::counter, {{{{"package", "0"}}, 12.0, created}}, "seconds"},
     "# HELP hot_seconds_total Time\n"
     "# TYPE hot_seconds_total counter\n"
     "hot_seconds_total{package=\"0\"} 12\n",
     "# TYPE hot_seconds counter\n"
     "# UNIT hot_seconds seconds\n"
     "# HELP hot_seconds Time\n"
     "hot_seconds_total{package=\"0\"} 12.0\n",
     "name: \"hot_seconds_total\" help: \"Time\" type: COUNTER "
     "metric { label { name: \"package\" value: \"0\" } "
     "counter { value: 12 created_timestamp { seconds: 1700000000 nanos: 0 } } } "
     "unit: \"seconds\"\n"},

    {{"build_info", "Build", metric_type::info, {{{{"version", "0.1"}}, 1.0}}},
     "# HELP build_info Build\n"
     "# TYPE build_info gauge\n"
     "build_info{version=\"0.1\"} 1\n",
     "# TYPE build info\n"
     "# HELP build Build\n"
     "build_info{version=\"0.1\"} 1.0\n",
     "name: \"build_info\" help: \"Build\" type: GAUGE "
     "metric { label { name: \"version\" value: \"0.1\" } gauge { value: 1 } }\n"},

    {{"dist",
      "All",
      metric_type::histogram,
      {{{}, histogram_value{{{40, 2}, {100, 5}}, 6, 300, native_buckets{5, 0, 1, {}, {{160, 2}, {170, 3}}}}, created}}},
     "# HELP dist All\n"
     "# TYPE dist histogram\n"
     "dist_bucket{le=\"40\"} 2\n"
     "dist_bucket{le=\"100\"} 5\n"
     "dist_bucket{le=\"+Inf\"} 6\n"
     "dist_sum 300\n"
     "dist_count 6\n",
     "# TYPE dist histogram\n"
     "# HELP dist All\n"
     "dist_bucket{le=\"40.0\"} 2\n"
     "dist_bucket{le=\"100.0\"} 5\n"
     "dist_bucket{le=\"+Inf\"} 6\n"
     "dist_sum 300.0\n"
     "dist_count 6\n",
     "name: \"dist\" help: \"All\" type: HISTOGRAM "
     "metric { histogram { sample_count: 6 sample_sum: 300 "
     "bucket { cumulative_count: 2 upper_bound: 40 } bucket { cumulative_count: 5 upper_bound: 100 } "
     "schema: 5 zero_threshold: 0 zero_count: 1 "
     "positive_span { offset: 160 length: 1 } positive_span { offset: 9 length: 1 } "
     "positive_delta: 2 positive_delta: 1 "
     "created_timestamp { seconds: 1700000000 nanos: 0 } } }\n"},

    {{"outside", "Window", metric_type::summary, {{{}, summary_value{{{0, -7.5}, {0.5, 2}, {1, 11}}, 9, 18, true}}}},
     "# HELP outside Window\n"
     "# TYPE outside summary\n"
     "outside{quantile=\"0\"} -7.5\n"
     "outside{quantile=\"0.5\"} 2\n"
     "outside{quantile=\"1\"} 11\n"
     "outside_sum 18\n"
     "outside_count 9\n",
     "# TYPE outside summary\n"
     "# HELP outside Window\n"
     "outside{quantile=\"0.5\"} 2.0\n"
     "outside{quantile=\"1.0\"} 11.0\n"
     "outside_count 9\n",
     "name: \"outside\" help: \"Window\" type: SUMMARY "
     "metric { summary { sample_count: 9 sample_sum: 18 "
     "quantile { quantile: 0 value: -7.5 } quantile { quantile: 0.5 value: 2 } quantile { quantile: 1 value: 11 } } "
     "}\n"},
};

/// Protobuf's text format, as protobuf_text writes it.
std::string quoted(std::string_view text) {
  std::string result;
  for (const char c : text)
    result += c == '\n' ? "\\n"s : c == '"' || c == '\\' ? std::string{'\\', c} : std::string{c};
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(encoders_suite)

BOOST_AUTO_TEST_CASE(each_family_is_written_in_the_manner_of_each_format) {
  for (const auto& [family, text, openmetrics, protobuf] : rows) {
    const std::vector families{family};
    BOOST_TEST(encode_text(families) == text);
    BOOST_TEST(encode_openmetrics(families) == std::string(openmetrics) + "# EOF\n");
    BOOST_TEST(protobuf_text(encode_protobuf(families)) == protobuf);
  }
}

BOOST_AUTO_TEST_CASE(little_more_is_allocated_than_is_written) {
  const std::array reasons = {"io", "implausible", "too_long_a_wait", "busy"};
  metric_family gauges{"hwmon_temp_celsius", "Temperature", metric_type::gauge, {}, "celsius"};
  metric_family counters{"hwmon_read_errors_total", "Errors", metric_type::counter, {}};
  metric_family histograms{"cpu_celsius", "Temperatures", metric_type::histogram, {}, "celsius"};
  for (int i = 0; i < 500; ++i) {
    const auto chip = "platform_coretemp_" + std::to_string(i / 4);
    gauges.add({{"chip", chip}, {"sensor", "temp" + std::to_string(i)}}, 40 + 0.125 * (i % 80));
    counters.add({{"chip", chip}, {"reason", reasons.at(static_cast<std::size_t>(i) % reasons.size())}}, i % 3);
    histograms.samples.push_back({{{"chip", chip}}, histogram_value{{{40, 12'345}, {100, 54'321}}, 54'322, 2'471'651}});
  }
  for (const auto& family : {gauges, counters, histograms})
    for (const auto& body : {encode_text(std::vector{family}), encode_openmetrics(std::vector{family})})
      BOOST_TEST_CONTEXT(family.name) BOOST_TEST(body.capacity() - body.size() < body.size() / 8);
}

BOOST_AUTO_TEST_CASE(families_follow_each_other_in_the_order_given) {
  std::vector<metric_family> families;
  std::string text;
  std::string openmetrics;
  std::string protobuf;
  for (const auto& each : rows) {
    families.push_back(each.family);
    text += each.text;
    openmetrics += each.openmetrics;
    protobuf += each.protobuf;
  }
  BOOST_TEST(encode_text(families) == text);
  BOOST_TEST(encode_openmetrics(families) == openmetrics + "# EOF\n");
  BOOST_TEST(protobuf_text(encode_protobuf(families)) == protobuf);
}

BOOST_AUTO_TEST_CASE(texts_are_the_same_utf_8_in_all_formats_but_for_their_escapes) {
  struct string_row {
    std::string given;
    std::string_view plain;         // in protobuf
    std::string_view label_value;   // in both text formats, and HELP in OpenMetrics
    std::string_view help_in_text;  // of 0.0.4
  };
  for (const auto& [given, plain, label_value, help_in_text] : {
           string_row{"", "", "", ""},
           string_row{"\u00E9\u20AC\uFFFF", "\u00E9\u20AC\uFFFF", "\u00E9\u20AC\uFFFF", "\u00E9\u20AC\uFFFF"},
           string_row{"a\\b", "a\\b", "a\\\\b", "a\\\\b"},
           string_row{"a\nb", "a\nb", "a\\nb", "a\\nb"},
           string_row{"a\"b", "a\"b", "a\\\"b", "a\"b"},
           string_row{"a\0b"s, "a b", "a b", "a b"},
           string_row{"a\x1B[1m\r\n", "a [1m \n", "a [1m \\n", "a [1m \\n"},
           string_row{"\xFF\"", "\uFFFD\"", "\uFFFD\\\"", "\uFFFD\""},
           string_row{"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", "\uFFFD\uFFFD\uFFFD", "\uFFFD\uFFFD\uFFFD"},
           string_row{"cut \xF0\x9F\x94", "cut \uFFFD\uFFFD\uFFFD", "cut \uFFFD\uFFFD\uFFFD", "cut \uFFFD\uFFFD\uFFFD"},
       }) {
    const std::vector families{metric_family{"f", given, metric_type::gauge, {{{{"l", given}}, 1.0}}}};
    const std::string series = "f{l=\"" + std::string(label_value) + "\"} ";
    BOOST_TEST(encode_text(families) ==
               "# HELP f " + std::string(help_in_text) + "\n# TYPE f gauge\n" + series + "1\n");
    BOOST_TEST(encode_openmetrics(families) ==
               "# TYPE f gauge\n# HELP f " + std::string(label_value) + "\n" + series + "1.0\n# EOF\n");
    BOOST_TEST(protobuf_text(encode_protobuf(families)) == "name: \"f\" help: \"" + quoted(plain) +
                                                               "\" type: GAUGE metric { label { name: \"l\" value: \"" +
                                                               quoted(plain) + "\" } gauge { value: 1 } }\n");
  }
}

BOOST_AUTO_TEST_CASE(characters_of_all_seventeen_planes_stay_as_they_are) {
  std::string planes;
  for (unsigned plane = 0; plane < 17; ++plane)
    for (const unsigned within : {0x0A1U, 0xFFFDU, 0xFFFFU}) {
      const unsigned code = plane << 16U | within;
      const auto byte = [&](unsigned lead, unsigned shift) {
        planes += static_cast<char>(lead | (code >> shift & 0x3FU));
      };
      if (code < 0x800) {
        byte(0xC0, 6);
      } else if (code < 0x10000) {
        planes += static_cast<char>(0xE0U | code >> 12U);
        byte(0x80, 6);
      } else {
        planes += static_cast<char>(0xF0U | code >> 18U);
        byte(0x80, 12);
        byte(0x80, 6);
      }
      byte(0x80, 0);
    }
  const std::vector families{metric_family{"f", planes, metric_type::gauge, {{{{"l", planes}}, 1.0}}}};
  BOOST_TEST(encode_text(families) == "# HELP f " + planes + "\n# TYPE f gauge\nf{l=\"" + planes + "\"} 1\n");
  BOOST_TEST(encode_openmetrics(families) ==
             "# TYPE f gauge\n# HELP f " + planes + "\nf{l=\"" + planes + "\"} 1.0\n# EOF\n");
  BOOST_TEST(protobuf_text(encode_protobuf(families)) == "name: \"f\" help: \"" + planes +
                                                             "\" type: GAUGE metric { label { name: \"l\" value: \"" +
                                                             planes + "\" } gauge { value: 1 } }\n");
}

BOOST_AUTO_TEST_SUITE_END()
