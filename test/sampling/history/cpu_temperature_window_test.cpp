#include "history/cpu_temperature_window.hpp"

#include "history/package_sample.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <optional>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;
using test::package_sample;
using namespace std::chrono_literals;
using time_point = boot_clock::time_point;

namespace {

constexpr time_point start(1h);

}  // namespace

BOOST_AUTO_TEST_SUITE(cpu_temperature_window_suite)

BOOST_AUTO_TEST_CASE(the_window_has_the_quantiles_of_its_readings_and_forgets_them_a_slice_at_a_time) {
  cpu_temperature_window window(2min);
  BOOST_TEST(!window.value(start).summary);
  BOOST_TEST((window.value(start).expires == time_point::max()));
  for (int i = 1; i <= 10; ++i) {
    const package_sample reading(i * 10'000, start + i * 1s);
    window.observe(reading.temperature());
    window.observe(reading.temperature());  // the same one again
  }
  window.observe(std::nullopt);
  using quantile = metrics::summary_value::quantile;
  const auto now = window.value(start + 10s);
  BOOST_TEST((window.value(start + 11s).summary == now.summary));  // the same object while nothing changes
  BOOST_TEST((now.summary->quantiles == std::vector<quantile>{{0, 10}, {0.5, 50}, {0.9, 90}, {0.99, 100}, {1, 100}}));
  BOOST_TEST(now.summary->count == 10u);
  BOOST_TEST(now.summary->sum == 550.0);
  BOOST_TEST((now.expires == start + 20s));
  BOOST_TEST(window.value(start + 2min).summary->quantiles.size() == 5u);
  const auto later = window.value(start + 2min + 20s);
  BOOST_TEST(later.summary->quantiles.empty());
  BOOST_TEST(later.summary->count == 10u);
  BOOST_TEST((later.expires == time_point::max()));
}

BOOST_AUTO_TEST_CASE(a_reading_below_zero_is_remembered_when_it_has_left) {
  cpu_temperature_window window(2min);
  const package_sample zero(0, start);
  window.observe(zero.temperature());
  BOOST_TEST(!window.value(start).summary->any_negative);
  const package_sample below(-1, start + 1s);
  window.observe(below.temperature());
  BOOST_TEST(window.value(start + 1s).summary->any_negative);
  const auto later = window.value(start + 10min).summary;
  BOOST_TEST(later->quantiles.empty());
  BOOST_TEST(later->any_negative);
}

BOOST_AUTO_TEST_SUITE_END()
