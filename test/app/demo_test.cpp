#include "demo.hpp"

#include "thermal_model.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

using namespace cputemp;
using namespace cputemp::app;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(demo_suite)

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

BOOST_AUTO_TEST_CASE(every_chip_is_marked_as_a_demo_and_every_sensor_can_be_read) {
  const auto source = make_demo_source();
  const auto found = source->discover();
  BOOST_TEST(found.problems.empty());
  std::set<std::string> ids;
  std::size_t cores = 0;
  for (const auto& device : found.devices) {
    BOOST_TEST(device->chip()->chip.starts_with("demo"));
    ids.insert(device->id);
    const auto readout = source->reader(device)->read(hwmon::read_scope::inputs_and_alarms);
    BOOST_TEST_REQUIRE(readout.inputs.size() == device->sensors.size());
    BOOST_TEST_REQUIRE(readout.details->size() == device->sensors.size());
    BOOST_TEST_REQUIRE(readout.alarms->size() == device->sensors.size());
    for (const auto& input : readout.inputs) {
      BOOST_TEST_REQUIRE(input.has_value());
      BOOST_TEST((*input > 20'000 && *input < 105'000));
    }
    for (const auto& d : *readout.details) cores += d.cpu && d.cpu->part == hwmon::cpu_part::core;
  }
  BOOST_TEST(ids.size() == found.devices.size());
  BOOST_TEST(std::ranges::is_sorted(found.devices, {}, [](const auto& d) { return d->id; }));
  BOOST_TEST(cores == 64u);
}

BOOST_AUTO_TEST_SUITE_END()
