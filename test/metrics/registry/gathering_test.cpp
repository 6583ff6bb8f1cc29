#include <cputemp/metrics/registry.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include "scripted_collector.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

using cputemp::metrics::encode_text;
using cputemp::metrics::family_description;
using cputemp::metrics::histogram_value;
using cputemp::metrics::label_set;
using cputemp::metrics::metric_family;
using cputemp::metrics::metric_type;
using cputemp::metrics::native_buckets;
using cputemp::metrics::registry;
using cputemp::metrics::sample;
using cputemp::metrics::summary_value;
using namespace cputemp::metrics::test;
using enum metric_type;

namespace {

using errors = std::vector<std::string>;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

BOOST_AUTO_TEST_SUITE(gathering_suite)

BOOST_AUTO_TEST_CASE(a_collector_that_throws_harms_no_other) {
  registry r;
  r.add(giving("a", 1));
  r.add(std::make_shared<scripted>(
      std::vector<family_description>{{"b", "h", gauge}, {"c", "h", gauge}},
      [](time_point) -> std::vector<metric_family> { throw std::runtime_error("the disk is on fire"); }));
  r.add(std::make_shared<scripted>(std::vector<family_description>{{"d", "h", gauge}},
                                   [](time_point) -> std::vector<metric_family> { throw 7; }));
  r.add(giving("e", 5));
  const auto gathered = r.gather(now);
  BOOST_TEST(gathered.errors == (errors{"the collector of b, c failed: the disk is on fire",
                                        "the collector of d failed: it threw something other than a std::exception"}),
             boost::test_tools::per_element());
  BOOST_TEST(encode_text(gathered.families) == "# HELP a h\n# TYPE a gauge\na 1\n# HELP e h\n# TYPE e gauge\ne 5\n");
}

BOOST_AUTO_TEST_CASE(a_family_that_does_not_keep_to_its_description_is_left_out) {
  struct row {
    metric_family given;
    std::string_view error;
  };
  const std::vector<sample> one = {{{}, 1.0}};
  for (const auto& [given, error] : {
           row{{"b", "h", gauge, one}, "b: returned by the collector of a_s, ok, which does not describe it"},
           row{{"a_s", "h", counter, one, "s"}, "a_s: described as a gauge, but collected as a counter"},
           row{{"a_s", "i", gauge, one, "s"}, "a_s: described with the HELP \"h\", but collected with \"i\""},
           row{{"a_s", "h", gauge, one, ""}, "a_s: described with the unit \"s\", but collected with \"\""},
       }) {
    registry r;
    r.add(giving({{"a_s", "h", gauge, "s"}, {"ok", "h", gauge}}, {given, {"ok", "h", gauge, one}}));
    const auto gathered = r.gather(now);
    BOOST_TEST(gathered.errors == errors{std::string(error)}, boost::test_tools::per_element());
    BOOST_TEST(encode_text(gathered.families) == "# HELP ok h\n# TYPE ok gauge\nok 1\n");
  }
}

BOOST_AUTO_TEST_CASE(a_sample_that_does_not_keep_to_its_description_is_left_out) {
  struct row {
    metric_type type;
    sample given;
    std::string_view error;
  };
  const label_set a{{"a", "x"}};
  const histogram_value unordered{{{2, 0}, {1, 0}}, 0, 0};
  const histogram_value nan_bound{{{not_a_number, 0}}, 0, 0};
  const histogram_value infinite_bound{{{1, 0}, {std::numeric_limits<double>::infinity(), 3}}, 3, 0};
  const histogram_value falling{{{1, 3}, {2, 2}}, 3, 0};
  const histogram_value beyond{{{1, 3}}, 2, 0};
  const summary_value outside{{{1.5, 0}}, 1, 0};
  const summary_value twice{{{0.5, 0}, {0.5, 0}}, 1, 0};
  for (const auto& [type, given, error] : {
           row{gauge, {{}, 1.0}, "f: described with the labels {a}, but collected with {}"},
           row{gauge, {{{"b", "x"}}, 1.0}, R"(f{b="x"}: described with the labels {a}, but collected with {b})"},
           row{gauge,
               {{{"a", "x"}, {"b", "y"}}, 1.0},
               R"(f{a="x",b="y"}: described with the labels {a}, but collected with {a, b})"},
           row{gauge, {a, summary_value{}}, R"(f{a="x"}: described as a gauge, but its value is a summary)"},
           row{histogram, {a, 1.0}, R"(f{a="x"}: described as a histogram, but its value is a number)"},
           row{summary, {a, histogram_value{}}, R"(f{a="x"}: described as a summary, but its value is a histogram)"},
           row{histogram, {a, unordered}, R"(f{a="x"}: the bounds of its buckets are not ascending)"},
           row{histogram, {a, nan_bound}, R"(f{a="x"}: the bounds of its buckets are not ascending)"},
           row{histogram, {a, infinite_bound}, R"(f{a="x"}: the bucket of +Inf is its count and not to be listed)"},
           row{histogram, {a, falling}, R"(f{a="x"}: the counts of its buckets are not cumulative)"},
           row{histogram, {a, beyond}, R"(f{a="x"}: the counts of its buckets are not cumulative)"},
           row{summary, {a, outside}, R"(f{a="x"}: its quantile rank 1.5 is not in 0 to 1)"},
           row{summary, {a, twice}, R"(f{a="x"}: the ranks of its quantiles are not ascending)"},
       }) {
    registry r;
    sample good = given;
    good.labels = {{"a", "good"}};
    if (type == gauge) good.value = not_a_number;
    if (type == histogram) good.value = histogram_value{{{1, 2}, {2, 2}}, 3, 0};
    if (type == summary) good.value = summary_value{{{0, 1}, {1, 2}}, 3, 0};
    r.add(giving({{"f", "h", type, "", {"a"}}}, {{"f", "h", type, {given, good}}}));
    const auto gathered = r.gather(now);
    BOOST_TEST(gathered.errors == errors{std::string(error)}, boost::test_tools::per_element());
    BOOST_TEST_REQUIRE(gathered.families.size() == 1U);
    BOOST_TEST_REQUIRE(gathered.families[0].samples.size() == 1U);
    BOOST_TEST((gathered.families[0].samples[0].labels == good.labels));
  }
}

BOOST_AUTO_TEST_CASE(a_counter_that_was_collected_below_zero_or_as_no_number_is_left_out) {
  registry r;
  r.add(giving({{"f_total", "h", counter, "", {"a"}}},
               {{"f_total", "h", counter, {{{{"a", "1"}}, -1.0}, {{{"a", "2"}}, not_a_number}, {{{"a", "3"}}, 3.0}}}}));
  const auto gathered = r.gather(now);
  BOOST_TEST(gathered.errors ==
                 (errors{R"(f_total{a="1"}: a counter can't be -1)", R"(f_total{a="2"}: a counter can't be nan)"}),
             boost::test_tools::per_element());
  BOOST_TEST(encode_text(gathered.families) == "# HELP f_total h\n# TYPE f_total counter\nf_total{a=\"3\"} 3\n");
}

BOOST_AUTO_TEST_CASE(an_info_that_was_collected_as_another_number_than_1_is_left_out) {
  registry r;
  r.add(giving({{"f_info", "h", info, "", {"a"}}},
               {{"f_info", "h", info, {{{{"a", "1"}}, 0.0}, {{{"a", "2"}}, not_a_number}, {{{"a", "3"}}, 1.0}}}}));
  const auto gathered = r.gather(now);
  BOOST_TEST(gathered.errors == (errors{R"(f_info{a="1"}: an info is always 1, not 0)",
                                        R"(f_info{a="2"}: an info is always 1, not nan)"}),
             boost::test_tools::per_element());
  BOOST_TEST(encode_text(gathered.families) == "# HELP f_info h\n# TYPE f_info gauge\nf_info{a=\"3\"} 1\n");
}

BOOST_AUTO_TEST_CASE(native_buckets_that_contradict_themselves_or_the_count_are_left_out) {
  struct row {
    native_buckets native;
    std::uint64_t count;
    double sum;
    std::string_view error;
  };
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const auto& [native, count, sum, error] : {
           row{{5, 0.5, 1, {{-3, 1}, {4, 2}}, {{-9, 3}, {0, 1}}}, 8, 1, ""},
           row{{-4, 0, 0, {}, {}}, 0, 0, ""},
           row{{8, 0, 0, {}, {}}, 0, 0, ""},
           row{{5, 0, 2, {}, {}}, 3, not_a_number, ""},
           row{{-5, 0, 0, {}, {}}, 0, 0, "its native schema -5 is not in -4 to 8"},
           row{{9, 0, 0, {}, {}}, 0, 0, "its native schema 9 is not in -4 to 8"},
           row{{5, -0.5, 0, {}, {}}, 0, 0, "its zero threshold -0.5 is not 0 or above"},
           row{{5, not_a_number, 0, {}, {}}, 0, 0, "its zero threshold nan is not 0 or above"},
           row{{5, infinity, 0, {}, {}}, 0, 0, "its zero threshold inf is not 0 or above"},
           row{{5, 0, 0, {}, {{2, 1}, {1, 1}}}, 2, 1, "the indices of its native buckets are not ascending"},
           row{{5, 0, 0, {{2, 1}, {2, 1}}, {}}, 2, 1, "the indices of its native buckets are not ascending"},
           row{{5, 0, 0, {}, {{1, 0}}}, 0, 0, "a native bucket of it is empty"},
           row{{5, 0, 0, {{1, 0}}, {}}, 0, 0, "a native bucket of it is empty"},
           row{{5, 0, 1, {{1, 1}}, {{1, 1}}}, 2, 1, "its native buckets have 3 observations, but its count is 2"},
           row{{5, 0, 1, {}, {{1, 1}}}, 3, 1, "its native buckets have 2 observations, but its count is 3"},
           row{{5, 0, 1, {}, {{1, 1}}}, 1, not_a_number, "its native buckets have 2 observations, but its count is 1"},
           row{{5, 0, 1, {}, {{1, most}}},
               0,
               0,
               "its native buckets have 18446744073709551615 observations, but its count is 0"},
       }) {
    registry r;
    r.add(giving({{"f", "h", histogram}}, {{"f", "h", histogram, {{{}, histogram_value{{}, count, sum, native}}}}}));
    const auto wanted = error.empty() ? errors{} : errors{"f: " + std::string(error)};
    BOOST_TEST(r.gather(now).errors == wanted, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(of_samples_with_the_same_labels_the_first_stays) {
  registry r;
  r.add(giving("a", 1));
  r.add(giving("a", 2));
  r.add(giving({{"b", "h", gauge, "", {"l"}}},
               {{"b", "h", gauge, {{{{"l", "y"}}, 3.0}, {{{"l", "x"}}, 4.0}, {{{"l", "y"}}, 5.0}}}}));
  const auto gathered = r.gather(now);
  BOOST_TEST(gathered.errors == (errors{"a: collected more than once", R"(b{l="y"}: collected more than once)"}),
             boost::test_tools::per_element());
  BOOST_TEST(encode_text(gathered.families) ==
             "# HELP a h\n# TYPE a gauge\na 1\n# HELP b h\n# TYPE b gauge\nb{l=\"x\"} 4\nb{l=\"y\"} 3\n");
}

BOOST_AUTO_TEST_SUITE_END()
