#include <cputemp/metrics/openmetrics_encoder.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

using namespace cputemp::metrics;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

std::string encode(const metric_family& family) { return encode_openmetrics(std::vector{family}); }

std::string encode(metric_type type, decltype(sample::value) value) {
  return encode({"m", "h", type, {{{}, std::move(value)}}});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(openmetrics_encoder_suite)

BOOST_AUTO_TEST_CASE(an_exposition_ends_once_even_one_without_samples) {
  BOOST_TEST(encode_openmetrics({}) == "# EOF\n");
  BOOST_TEST(encode({"f", "h", metric_type::gauge, {}}) == "# EOF\n");
  const metric_family a{"a", "h", metric_type::gauge, {{{}, 1.0}}};
  const metric_family b{"b", "h", metric_type::gauge, {{{}, 2.0}}};
  BOOST_TEST(encode_openmetrics(std::vector{a, b}) ==
             "# TYPE a gauge\n# HELP a h\na 1.0\n"
             "# TYPE b gauge\n# HELP b h\nb 2.0\n"
             "# EOF\n");
}

BOOST_AUTO_TEST_CASE(a_counter_and_an_info_are_named_without_the_suffix_of_their_samples) {
  metric_family counter{"busy_seconds_total", "Time", metric_type::counter, {}, "seconds"};
  counter.add({{"core", "0"}}, 3);
  metric_family info{"build_info", "Build", metric_type::info, {}};
  info.add({{"version", "1.0"}}, 1);
  BOOST_TEST(encode_openmetrics(std::vector{counter, info}) ==
             "# TYPE busy_seconds counter\n"
             "# UNIT busy_seconds seconds\n"
             "# HELP busy_seconds Time\n"
             "busy_seconds_total{core=\"0\"} 3.0\n"
             "# TYPE build info\n"
             "# HELP build Build\n"
             "build_info{version=\"1.0\"} 1.0\n"
             "# EOF\n");
}

BOOST_AUTO_TEST_CASE(a_counter_that_lacks_the_suffix_is_given_it) {
  BOOST_TEST(encode(metric_type::counter, 2.0) == "# TYPE m counter\n# HELP m h\nm_total 2.0\n# EOF\n");
}

BOOST_AUTO_TEST_CASE(a_unit_is_told_but_of_an_info) {
  BOOST_TEST(encode({"a_celsius", "h", metric_type::gauge, {{{}, 1.5}}, "celsius"}) ==
             "# TYPE a_celsius gauge\n# UNIT a_celsius celsius\n# HELP a_celsius h\na_celsius 1.5\n# EOF\n");
  BOOST_TEST(encode({"a_celsius_info", "h", metric_type::info, {{{}, 1.0}}, "celsius"}) ==
             "# TYPE a_celsius info\n# HELP a_celsius h\na_celsius_info 1.0\n# EOF\n");
}

BOOST_AUTO_TEST_CASE(a_histogram_has_canonical_bounds_and_whole_counts) {
  metric_family f{"d_seconds", "Durations", metric_type::histogram, {}, "seconds"};
  f.samples.push_back(
      {{{"path", "/"}}, histogram_value{{{0, 0}, {0.1, 1}, {40, 1'234'567}, {1e6, 1'234'567}}, 12'345'678, 7}});
  f.samples.push_back({{}, histogram_value{}});
  BOOST_TEST(encode(f) ==
             "# TYPE d_seconds histogram\n"
             "# UNIT d_seconds seconds\n"
             "# HELP d_seconds Durations\n"
             "d_seconds_bucket{path=\"/\",le=\"0.0\"} 0\n"
             "d_seconds_bucket{path=\"/\",le=\"0.1\"} 1\n"
             "d_seconds_bucket{path=\"/\",le=\"40.0\"} 1234567\n"
             "d_seconds_bucket{path=\"/\",le=\"1e+06\"} 1234567\n"
             "d_seconds_bucket{path=\"/\",le=\"+Inf\"} 12345678\n"
             "d_seconds_sum{path=\"/\"} 7.0\n"
             "d_seconds_count{path=\"/\"} 12345678\n"
             "d_seconds_bucket{le=\"+Inf\"} 0\n"
             "d_seconds_sum 0.0\n"
             "d_seconds_count 0\n"
             "# EOF\n");
}

BOOST_AUTO_TEST_CASE(a_summary_has_canonical_quantiles_and_a_whole_count) {
  metric_family f{"w", "Window", metric_type::summary, {}};
  f.samples.push_back({{{"package", "0"}}, summary_value{{{0, 38}, {0.5, 40.5}, {1, infinity}}, 7, 250.25}});
  BOOST_TEST(encode(f) ==
             "# TYPE w summary\n"
             "# HELP w Window\n"
             "w{package=\"0\",quantile=\"0.0\"} 38.0\n"
             "w{package=\"0\",quantile=\"0.5\"} 40.5\n"
             "w{package=\"0\",quantile=\"1.0\"} +Inf\n"
             "w_sum{package=\"0\"} 250.25\n"
             "w_count{package=\"0\"} 7\n"
             "# EOF\n");
}

BOOST_AUTO_TEST_CASE(a_summary_that_has_seen_a_negative_observation_keeps_its_count_and_the_other_quantiles) {
  const std::string head = "# TYPE m summary\n# HELP m h\n";
  const std::string left = "m_count 3\n# EOF\n";
  struct row {
    std::string_view because;
    summary_value value;
    std::string_view quantiles;
  };
  for (const auto& [because, value, quantiles] : {
           row{"it says so", {{{0.5, 1}}, 3, 5, true}, "m{quantile=\"0.5\"} 1.0\n"},
           row{"its sum is below 0", {{}, 3, -0.5}, ""},
           row{"a quantile is",
               {{{0, -1}, {0.5, -0.0}, {1, 2}}, 3, 1},
               "m{quantile=\"0.5\"} -0.0\nm{quantile=\"1.0\"} 2.0\n"},
           row{"its sum is not a number", {{{0.5, not_a_number}}, 3, not_a_number}, "m{quantile=\"0.5\"} NaN\n"},
       })
    BOOST_TEST_CONTEXT(because) BOOST_TEST(encode(metric_type::summary, value) == head + std::string(quantiles) + left);
}

BOOST_AUTO_TEST_CASE(a_histogram_that_may_have_seen_a_negative_observation_keeps_its_buckets_alone) {
  struct row {
    std::string_view because;
    histogram_value value;
    std::string_view buckets;
  };
  for (const auto& [because, value, buckets] : {
           row{"it says so", {{{1, 2}}, 3, 5, {}, true}, "m_bucket{le=\"1.0\"} 2\n"},
           row{"its sum is below 0", {{}, 3, -0.5}, ""},
           row{"a bound is", {{{-1, 0}, {1, 1}}, 3, 9}, "m_bucket{le=\"-1.0\"} 0\nm_bucket{le=\"1.0\"} 1\n"},
           row{"a native bucket is", {{}, 3, 9, native_buckets{5, 0, 2, {{7, 1}}, {}}}, ""},
           row{"its sum is not a number", {{}, 3, not_a_number}, ""},
       })
    BOOST_TEST_CONTEXT(because)
  BOOST_TEST(encode(metric_type::histogram, value) ==
             "# TYPE m histogram\n# HELP m h\n" + std::string(buckets) + "m_bucket{le=\"+Inf\"} 3\n# EOF\n");
}

BOOST_AUTO_TEST_CASE(help_escapes_backslash_newline_and_quote) {
  BOOST_TEST(encode({"f", "a\\b\nc \"d\"", metric_type::gauge, {{{}, 1.0}}}) ==
             "# TYPE f gauge\n# HELP f a\\\\b\\nc \\\"d\\\"\nf 1.0\n# EOF\n");
}

BOOST_AUTO_TEST_CASE(numbers_are_recognisably_floats) {
  struct row {
    double value;
    std::string_view text;
  };
  for (const auto& [value, text] :
       {row{0, "0.0"}, row{-0.0, "-0.0"}, row{1, "1.0"}, row{-1, "-1.0"}, row{68.85, "68.85"}, row{100000, "100000.0"},
        row{1e6, "1e+06"}, row{1234567, "1.234567e+06"}, row{1e-5, "1e-05"}, row{5e-324, "5e-324"},
        row{infinity, "+Inf"}, row{-infinity, "-Inf"}, row{not_a_number, "NaN"}})
    BOOST_TEST(encode(metric_type::gauge, value) == "# TYPE m gauge\n# HELP m h\nm " + std::string(text) + "\n# EOF\n");
}

BOOST_AUTO_TEST_SUITE_END()
