#include "demo/thermal_model.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>

using namespace cputemp;
using namespace cputemp::app;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(thermal_model_suite)

BOOST_AUTO_TEST_CASE(a_day_of_the_model_looks_like_a_host) {
  thermal_model model(1, 32);
  double coldest = 1000;
  double hottest = 0;
  double steepest = 0;
  int throttled = 0;
  int busy = 0;
  for (int second = 0; second < 86'400; ++second) {
    const double before = model.package_celsius();
    model.advance(1s);
    const double now = model.package_celsius();
    coldest = std::min(coldest, now);
    hottest = std::max(hottest, now);
    steepest = std::max(steepest, std::abs(now - before));
    throttled += model.throttled();
    busy += now > 60;
  }
  BOOST_TEST(coldest > thermal_model::ambient_celsius);
  BOOST_TEST(coldest < 45);
  BOOST_TEST(hottest > thermal_model::throttle_celsius - 2);
  BOOST_TEST(hottest < thermal_model::throttle_celsius + 3);  // the throttle holds
  BOOST_TEST(steepest < 20);                                  // inertia
  BOOST_TEST(throttled > 0);                                  // now and then
  BOOST_TEST(throttled < 86'400 / 10);
  BOOST_TEST(busy > 86'400 / 10);
  BOOST_TEST(busy < 86'400 * 9 / 10);
}

BOOST_AUTO_TEST_CASE(the_package_is_as_hot_as_its_hottest_core) {
  thermal_model model(3, 4);
  for (int i = 0; i < 100; ++i) {
    model.advance(5s);
    double hottest = 0;
    for (std::size_t core = 0; core < 4; ++core) hottest = std::max(hottest, model.core_celsius(core));
    BOOST_TEST(model.package_celsius() == hottest);
  }
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_course_and_another_one_does_not) {
  thermal_model a(1, 4);
  thermal_model b(1, 4);
  thermal_model c(2, 4);
  a.advance(100s);
  b.advance(100s);
  c.advance(100s);
  BOOST_TEST(a.package_celsius() == b.package_celsius());
  BOOST_TEST(a.package_celsius() != c.package_celsius());
}

BOOST_AUTO_TEST_CASE(every_few_minutes_it_gets_hot_and_is_throttled) {
  thermal_model model(1, 32);
  int hot_hours = 0;
  int throttled_hours = 0;
  for (int hour = 0; hour < 24; ++hour) {
    const auto before = model.package_throttles().count();
    bool hot = false;
    for (int second = 0; second < 3600; ++second) {
      model.advance(1s);
      hot = hot || model.package_celsius() >= 85;
    }
    hot_hours += hot;
    throttled_hours += model.package_throttles().count() > before;
  }
  BOOST_TEST(hot_hours == 24);
  BOOST_TEST(throttled_hours >= 23);
}

BOOST_AUTO_TEST_CASE(throttled_cores_are_counted_with_their_package) {
  thermal_model model(1, 32);
  std::int64_t cores = 0;
  while (model.package_throttles().milliseconds() == 0) model.advance(1s);
  for (std::size_t core = 0; core < 32; ++core) cores += model.core_throttles(core).count();
  BOOST_TEST(cores > 0);
  BOOST_TEST(model.package_throttles().count() > 0);
}

BOOST_AUTO_TEST_CASE(an_episode_counts_when_it_begins_and_its_time_when_it_ends) {
  throttle_record record;
  record.step(false, 1);
  record.step(true, 0.25);
  record.step(true, 0.25);
  BOOST_TEST(record.count() == 1);
  BOOST_TEST(record.milliseconds() == 0);
  record.step(false, 1);
  BOOST_TEST(record.milliseconds() == 500);
  record.step(true, 0.1);
  record.step(false, 1);
  BOOST_TEST(record.count() == 2);
  BOOST_TEST(record.milliseconds() == 600);
}

BOOST_AUTO_TEST_SUITE_END()
