#include "history/sliding_extremes.hpp"

#include "history/device_extremes.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <random>
#include <tuple>
#include <utility>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;
using namespace std::chrono_literals;
using time_point = boot_clock::time_point;

namespace {

extremes found(const sliding_extremes& window, std::int64_t slice) { return window.value(slice).value().values; }

hwmon::device_description chip(std::vector<hwmon::sensor_description> sensors) {
  hwmon::device_description d;
  d.identity = hwmon::chip_identity{"chip", "chip"};
  d.sensors = std::move(sensors);
  return d;
}

using window_values = std::vector<std::optional<extremes>>;

}  // namespace

BOOST_AUTO_TEST_SUITE(sliding_extremes_suite)

BOOST_AUTO_TEST_CASE(a_window_without_values_has_no_extremes) { BOOST_TEST(!sliding_extremes().value(7).has_value()); }

BOOST_AUTO_TEST_CASE(a_value_stays_for_its_slice_and_twelve_more) {
  sliding_extremes window;
  window.observe(50'000, 100);
  window.observe(-5'000, 103);
  for (const auto& [slice, lowest, highest] :
       {std::tuple<std::int64_t, std::int64_t, std::int64_t>{103, -5'000, 50'000},
        {112, -5'000, 50'000},
        {113, -5'000, -5'000},
        {115, -5'000, -5'000}}) {
    BOOST_TEST_CONTEXT("slice " << slice)
    BOOST_TEST((found(window, slice) == extremes{lowest, highest}));
  }
  BOOST_TEST(!window.value(116).has_value());
  BOOST_TEST(!window.value(1'000'000'000).has_value());
}

BOOST_AUTO_TEST_CASE(the_value_has_the_slice_at_which_one_of_its_extremes_leaves) {
  sliding_extremes window;
  window.observe(40, 10);
  BOOST_TEST(window.value(10)->until == 23);
  window.observe(30, 12);
  window.observe(40, 14);  // as high as before, and later
  window.observe(35, 15);
  BOOST_TEST(window.value(15)->until == 25);  // of 30
  window.observe(30, 16);
  BOOST_TEST(window.value(16)->until == 27);  // of 40
}

BOOST_AUTO_TEST_CASE(values_beyond_32_bits_are_saturated) {
  sliding_extremes window;
  window.observe(std::int64_t{1} << 40, 1);
  window.observe(-(std::int64_t{1} << 40), 1);
  BOOST_TEST((found(window, 1) ==
              extremes{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}));
}

BOOST_AUTO_TEST_CASE(a_sensor_costs_about_a_hundred_bytes) { BOOST_TEST(sizeof(sliding_extremes) <= 112u); }

BOOST_AUTO_TEST_CASE(extremes_equal_a_recount_of_all_values_over_random_histories) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    const auto between = [&](int low, int high) { return std::uniform_int_distribution(low, high)(random); };
    sliding_extremes window;
    std::vector<std::pair<std::int64_t, std::int64_t>> all;  // slice, value
    std::int64_t slice = between(0, 30);
    for (int i = 0; i < 200; ++i) {
      slice += between(0, 9) == 0 ? between(0, 30) : between(0, 1);
      if (between(0, 3) != 0) {
        all.emplace_back(slice, between(-60'000, 200'000));
        window.observe(all.back().second, slice);
      }
      std::optional<extremes> expected;
      for (const auto& [when, value] : all) {
        if (when < slice - 12) continue;
        if (!expected) expected = {value, value};
        *expected = {std::min(expected->lowest, value), std::max(expected->highest, value)};
      }
      const auto got = window.value(slice);
      BOOST_TEST_REQUIRE(got.has_value() == expected.has_value());
      if (got) BOOST_TEST_REQUIRE((got->values == *expected));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_window_covers_its_length_and_at_most_a_twelfth_more) {
  for (const std::chrono::nanoseconds window : std::initializer_list<std::chrono::nanoseconds>{2min, 1s, 100ns, 1ns}) {
    const time_slices slices(window);
    const auto slice = slices.begin(1) - slices.begin(0);
    BOOST_TEST((12 * slice >= window));
    BOOST_TEST((12 * slice < window + 12ns));
    const time_point seen(1h + 7ns);
    const auto leaves = slices.begin(slices.at(seen) + 13);
    BOOST_TEST((leaves - seen > window - 1ns));
    BOOST_TEST((leaves - seen <= window + slice + 12ns));
  }
}

BOOST_AUTO_TEST_CASE(only_temperatures_of_chips_have_extremes_and_failed_reads_leave_them) {
  const auto device = chip({{"temp1", {}}, {"fan1", {}, hwmon::sensor_kind::fan}, {"temp2", {}}});
  device_extremes window(device, time_slices(12s));
  const hwmon::reading failed = boost::system::error_code(5, boost::system::generic_category());
  window.observe({41'000, 900, failed}, time_point(100s));
  window.observe({failed, 950, 39'000}, time_point(101s));
  const auto now = window.value(time_point(102s));
  BOOST_TEST((now.window == window_values{extremes{41'000, 41'000}, std::nullopt, extremes{39'000, 39'000}}));
  BOOST_TEST((now.expires == time_point(113s)));
  BOOST_TEST(
      (window.value(time_point(113s)).window == window_values{std::nullopt, std::nullopt, extremes{39'000, 39'000}}));
  const auto later = window.value(time_point(114s));
  BOOST_TEST((later.window == window_values(3)));
  BOOST_TEST((later.expires == time_point::max()));

  hwmon::device_description zone;
  zone.identity = hwmon::zone_identity{"0", "acpitz"};
  zone.sensors = {{"temp", {}}};
  device_extremes none(zone, time_slices(12s));
  none.observe({27'800}, time_point(100s));
  BOOST_TEST((none.value(time_point(100s)).window == window_values(1)));
}

BOOST_AUTO_TEST_CASE(extremes_follow_their_sensor_to_a_new_description) {
  const auto before = chip({{"temp1", {}}, {"temp3", {}}});
  const auto now = chip({{"temp2", {}}, {"temp3", {}}});
  device_extremes window(before, time_slices(12s));
  window.observe({41'000, 43'000}, time_point(100s));
  window.carry_over(now, same_sensors(before, now));
  BOOST_TEST((window.value(time_point(100s)).window == window_values{std::nullopt, extremes{43'000, 43'000}}));
}

BOOST_AUTO_TEST_SUITE_END()
