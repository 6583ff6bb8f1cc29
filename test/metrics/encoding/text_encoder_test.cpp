#include <cputemp/metrics/number_text.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

using namespace cputemp::metrics;

namespace {

std::string encode(const metric_family& family) { return encode_text(std::vector{family}); }

std::string label_as_written(std::string value) {
  metric_family f{"f", "h", metric_type::gauge, {}};
  f.add({{"l", std::move(value)}}, 1);
  const auto text = encode(f);
  const std::string_view before = "# HELP f h\n# TYPE f gauge\nf{l=\"";
  const std::string_view after = "\"} 1\n";
  BOOST_TEST_REQUIRE(text.starts_with(before));
  BOOST_TEST_REQUIRE(text.ends_with(after));
  return text.substr(before.size(), text.size() - before.size() - after.size());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_encoder_suite)

BOOST_AUTO_TEST_CASE(a_gauge_without_labels) {
  metric_family f{"cpu_temperature_celsius", "Current CPU temperature in Celsius", metric_type::gauge, {}};
  f.add({}, 39);
  BOOST_TEST(encode(f) ==
             "# HELP cpu_temperature_celsius Current CPU temperature in Celsius\n"
             "# TYPE cpu_temperature_celsius gauge\n"
             "cpu_temperature_celsius 39\n");
}

BOOST_AUTO_TEST_CASE(a_counter_with_labels) {
  metric_family f{"e_total", "Errors", metric_type::counter, {}};
  f.add({{"chip", "a"}, {"reason", "io"}}, 3);
  f.add({{"chip", "a"}, {"reason", "parse"}}, 0);
  BOOST_TEST(encode(f) ==
             "# HELP e_total Errors\n"
             "# TYPE e_total counter\n"
             "e_total{chip=\"a\",reason=\"io\"} 3\n"
             "e_total{chip=\"a\",reason=\"parse\"} 0\n");
}

BOOST_AUTO_TEST_CASE(a_histogram_ends_in_infinity_sum_and_count) {
  metric_family f{"d_seconds", "Durations", metric_type::histogram, {}};
  f.samples.push_back({{{"path", "/"}}, histogram_value{{{0.1, 1}, {1, 3}}, 4, 7.25}});
  f.samples.push_back({{}, histogram_value{{}, 0, 0}});
  BOOST_TEST(encode(f) ==
             "# HELP d_seconds Durations\n"
             "# TYPE d_seconds histogram\n"
             "d_seconds_bucket{path=\"/\",le=\"0.1\"} 1\n"
             "d_seconds_bucket{path=\"/\",le=\"1\"} 3\n"
             "d_seconds_bucket{path=\"/\",le=\"+Inf\"} 4\n"
             "d_seconds_sum{path=\"/\"} 7.25\n"
             "d_seconds_count{path=\"/\"} 4\n"
             "d_seconds_bucket{le=\"+Inf\"} 0\n"
             "d_seconds_sum 0\n"
             "d_seconds_count 0\n");
}

BOOST_AUTO_TEST_CASE(a_summary_has_a_line_for_each_quantile_and_ends_in_sum_and_count) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  metric_family f{"w_celsius", "Window", metric_type::summary, {}};
  f.samples.push_back(
      {{{"package", "0"}}, summary_value{{{0, -5.5}, {0.5, 40}, {0.999, 1e6}, {1e-05, 0}, {1, infinity}}, 7, 250.25}});
  f.samples.push_back({{}, summary_value{{}, 2, -1}});
  BOOST_TEST(encode(f) ==
             "# HELP w_celsius Window\n"
             "# TYPE w_celsius summary\n"
             "w_celsius{package=\"0\",quantile=\"0\"} -5.5\n"
             "w_celsius{package=\"0\",quantile=\"0.5\"} 40\n"
             "w_celsius{package=\"0\",quantile=\"0.999\"} 1e+06\n"
             "w_celsius{package=\"0\",quantile=\"1e-05\"} 0\n"
             "w_celsius{package=\"0\",quantile=\"1\"} +Inf\n"
             "w_celsius_sum{package=\"0\"} 250.25\n"
             "w_celsius_count{package=\"0\"} 7\n"
             "w_celsius_sum -1\n"
             "w_celsius_count 2\n");
}

BOOST_AUTO_TEST_CASE(text_leaves_native_buckets_out) {
  metric_family f{"d", "h", metric_type::histogram, {}};
  f.samples.push_back({{}, histogram_value{{{1, 1}}, 1, 1, native_buckets{5, 0, 0, {}, {{0, 1}}}}});
  BOOST_TEST(encode(f) ==
             "# HELP d h\n# TYPE d histogram\nd_bucket{le=\"1\"} 1\nd_bucket{le=\"+Inf\"} 1\nd_sum 1\nd_count 1\n");
}

BOOST_AUTO_TEST_CASE(an_info_is_a_gauge_here) {
  metric_family f{"build_info", "Build", metric_type::info, {}};
  f.add({{"version", "1"}}, 1);
  BOOST_TEST(encode(f) == "# HELP build_info Build\n# TYPE build_info gauge\nbuild_info{version=\"1\"} 1\n");
}

BOOST_AUTO_TEST_CASE(counts_are_numbers_like_all_others) {
  metric_family f{"d", "h", metric_type::histogram, {{{}, histogram_value{{}, 1'234'567, 1}}}};
  BOOST_TEST(encode(f) ==
             "# HELP d h\n# TYPE d histogram\n"
             "d_bucket{le=\"+Inf\"} 1.234567e+06\nd_sum 1\nd_count 1.234567e+06\n");
}

BOOST_AUTO_TEST_CASE(a_family_without_samples_is_left_out) {
  BOOST_TEST(encode({"f", "h", metric_type::gauge, {}}).empty());
  BOOST_TEST(encode_text({}).empty());
}

BOOST_AUTO_TEST_CASE(help_escapes_backslash_and_newline_but_no_quote) {
  metric_family f{"f", "a\\b\nc \"d\"", metric_type::gauge, {}};
  f.add({}, 1);
  BOOST_TEST(encode(f) == "# HELP f a\\\\b\\nc \"d\"\n# TYPE f gauge\nf 1\n");
}

BOOST_AUTO_TEST_CASE(label_values_are_escaped_and_are_always_utf_8) {
  using namespace std::string_literals;
  struct row {
    std::string given;
    std::string_view written;
  };
  for (const auto& [given, written] : {
           row{"", ""},
           row{"CPU Temperature", "CPU Temperature"},
           row{"a\"b", "a\\\"b"},
           row{"a\\b", "a\\\\b"},
           row{"a\nb", "a\\nb"},
           row{"a\0b"s, "a b"},
           row{"a\x1b[31m\tb\x7f", "a [31m b "},
           row{"\xC2\xB0\x43", "\u00B0C"},
           row{"\xE2\x82\xAC \xF0\x9F\x94\xA5", "\u20AC \U0001F525"},
           row{"\xFF", "\uFFFD"},
           row{"a\xC3", "a\uFFFD"},                              // cut short
           row{"\x80\x80", "\uFFFD\uFFFD"},                      // continuations of nothing
           row{"\xC0\xAF", "\uFFFD\uFFFD"},                      // overlong
           row{"\xE0\x9F\xBF", "\uFFFD\uFFFD\uFFFD"},            // overlong
           row{"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},            // a surrogate
           row{"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // above U+10FFFF
           row{"\xF0\x9F\x94", "\uFFFD\uFFFD\uFFFD"},
       })
    BOOST_TEST(label_as_written(given) == written);
}

BOOST_AUTO_TEST_CASE(values_are_printed_as_go_prints_them) {
  struct row {
    double value;
    std::string_view text;
  };
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const auto& [value, text] : {row{0, "0"},
                                    row{-0.0, "-0"},
                                    row{39, "39"},
                                    row{-6.5, "-6.5"},
                                    row{0.001, "0.001"},
                                    row{-0.05, "-0.05"},
                                    row{0.0005, "0.0005"},
                                    row{1e-300, "1e-300"},
                                    row{45.04, "45.04"},
                                    row{999999.999, "999999.999"},
                                    row{999999.9995, "999999.9995"},
                                    row{37850 / 1000.0, "37.85"},
                                    row{51 * 0.001, "0.051000000000000004"},
                                    row{68.85, "68.85"},
                                    row{0.1 + 0.2, "0.30000000000000004"},
                                    row{100000, "100000"},
                                    row{123456, "123456"},
                                    row{1e6, "1e+06"},
                                    row{1234567, "1.234567e+06"},
                                    row{1e21, "1e+21"},
                                    row{1.8446744073709552e19, "1.8446744073709552e+19"},
                                    row{0.0001, "0.0001"},
                                    row{0.00001, "1e-05"},
                                    row{1e-7, "1e-07"},
                                    row{5e-324, "5e-324"},
                                    row{1.7976931348623157e308, "1.7976931348623157e+308"},
                                    row{infinity, "+Inf"},
                                    row{-infinity, "-Inf"},
                                    row{std::numeric_limits<double>::quiet_NaN(), "NaN"}}) {
    std::string written;
    append_value(written, value);
    BOOST_TEST(written == text);
  }
}

BOOST_AUTO_TEST_CASE(thousandths_and_their_neighbours_are_printed_in_the_shortest_form) {
  const auto shortest = [](double value) {
    std::array<char, 32> digits{};
    return std::string(digits.begin(),
                       std::to_chars(digits.begin(), digits.end(), value, std::chars_format::general).ptr);
  };
  for (std::int64_t i = -1'000'100'000; i <= 1'000'100'000; i += 9973) {
    const double value = static_cast<double>(i) / 1000;
    for (const double each : {value, std::nextafter(value, 1e9), std::nextafter(value, -1e9), value / 10}) {
      std::string written;
      append_value(written, each);
      if (written != shortest(each)) BOOST_TEST(written == shortest(each));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
