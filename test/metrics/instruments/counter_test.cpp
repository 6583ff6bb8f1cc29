// Counters and gauges.

#include <cputemp/metrics/counter.hpp>
#include <cputemp/metrics/gauge.hpp>

#include "on_threads.hpp"
#include "refusal.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

using namespace cputemp::metrics;
using cputemp::metrics::test::message_of;
using cputemp::metrics::test::on_threads;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

}  // namespace

BOOST_AUTO_TEST_SUITE(counter_suite)

BOOST_AUTO_TEST_CASE(a_counter_grows_by_one_or_by_what_it_is_told) {
  counter c;
  BOOST_TEST(c.value() == 0);
  c.increment();
  c.increment(0.5);
  c.increment(0);
  BOOST_TEST(c.value() == 1.5);
}

BOOST_AUTO_TEST_CASE(a_counter_refuses_to_fall) {
  counter c;
  c.increment(3);
  BOOST_TEST(message_of([&] { c.increment(-1); }) == "a counter can't be incremented by -1");
  BOOST_TEST(message_of([&] { c.increment(-infinity); }) == "a counter can't be incremented by -inf");
  BOOST_TEST(message_of([&] { c.increment(std::numeric_limits<double>::quiet_NaN()); }) ==
             "a counter can't be incremented by nan");
  BOOST_TEST(c.value() == 3);
}

BOOST_AUTO_TEST_CASE(a_gauge_goes_up_and_down) {
  gauge g;
  BOOST_TEST(g.value() == 0);
  g.set(20);
  g.add(1.5);
  g.subtract(4);
  g.add();
  g.subtract();
  BOOST_TEST(g.value() == 17.5);
}

BOOST_AUTO_TEST_CASE(nothing_is_lost_when_threads_count_together) {
  constexpr int each = 20'000;
  counter c;
  gauge g;
  on_threads(4, [&] {
    for (int i = 0; i < each; ++i) {
      c.increment();
      g.add(3);
      g.subtract(2);
    }
  });
  BOOST_TEST(c.value() == 4 * each);
  BOOST_TEST(g.value() == 4 * each);
}

BOOST_AUTO_TEST_SUITE_END()
