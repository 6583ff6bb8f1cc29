#include <cputemp/metrics/histogram.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <optional>
#include <thread>
#include <vector>

using namespace cputemp::metrics;

BOOST_AUTO_TEST_SUITE(histogram_suite)

BOOST_AUTO_TEST_CASE(a_new_one_is_empty_and_has_all_its_buckets) {
  const histogram h{1, 2.5};
  BOOST_TEST((h.value() == histogram_value{{{1, 0}, {2.5, 0}}, 0, 0}));
}

BOOST_AUTO_TEST_CASE(counts_are_cumulative_and_a_bound_belongs_to_its_bucket) {
  histogram h{1, 2, 4};
  for (const double v : {-3.0, 1.0, 1.5, 2.0, 4.0, 4.5, 100.0}) h.observe(v);
  BOOST_TEST((h.value() == histogram_value{{{1, 2}, {2, 4}, {4, 5}}, 7, 110, {}, true}));
}

BOOST_AUTO_TEST_CASE(without_bounds_all_goes_to_infinity) {
  histogram h{};
  h.observe(5);
  BOOST_TEST((h.value() == histogram_value{{}, 1, 5}));
}

BOOST_AUTO_TEST_CASE(it_remembers_whether_an_observation_was_negative) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  for (const auto& native : {std::optional<native_settings>(), std::optional(native_settings{})}) {
    histogram h({-1, 1}, native);
    for (const double value : {0.0, -0.0, 3.0, infinity, std::numeric_limits<double>::quiet_NaN()}) h.observe(value);
    BOOST_TEST(!h.value().any_negative);
    h.observe(-5e-324);  // near zero is negative, too
    BOOST_TEST(h.value().any_negative);
    h.observe(1);
    BOOST_TEST(h.value().any_negative);
  }
  histogram h{};
  h.observe(-infinity);
  BOOST_TEST(h.value().any_negative);
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_when_threads_observe_together) {
  constexpr int each = 20'000;
  histogram h{0.5};
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < each; ++i) h.observe(i % 2);
      });
  }
  BOOST_TEST((h.value() == histogram_value{{{0.5, 2 * each}}, 4 * each, 2 * each}));
}

BOOST_AUTO_TEST_SUITE_END()
