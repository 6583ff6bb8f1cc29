#include <cputemp/metrics/histogram.hpp>

#include "instruments/native_index.hpp"
#include "refusal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace cputemp::metrics;
using cputemp::metrics::test::message_of;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// Returns what a histogram must have of these values, counted one by one and for each kind of bucket apart.
histogram_value counted(const std::vector<double>& values, const std::vector<double>& bounds,
                        native_settings settings) {
  histogram_value result;
  for (const double bound : bounds) {
    const auto count = std::ranges::count_if(values, [&](double value) { return value <= bound; });
    result.buckets.push_back({bound, static_cast<std::uint64_t>(count)});
  }
  const native_index index(settings.schema);
  native_buckets native{settings.schema, settings.zero_threshold, 0, {}, {}};
  std::map<std::int32_t, std::uint64_t> positive;
  std::map<std::int32_t, std::uint64_t> negative;
  for (const double value : values) {
    ++result.count;
    result.sum += value;
    if (std::isnan(value)) continue;
    if (std::abs(value) <= settings.zero_threshold)
      ++native.zero_count;
    else
      ++(value > 0 ? positive : negative)[index.of(std::abs(value))];
  }
  for (const auto& [i, count] : positive) native.positive.push_back({i, count});
  for (const auto& [i, count] : negative) native.negative.push_back({i, count});
  result.native = native;
  result.any_negative = std::ranges::any_of(values, [](double value) { return value < 0; });
  return result;
}

std::uint64_t total(const native_buckets& native) {
  auto sum = native.zero_count;
  for (const auto* side : {&native.negative, &native.positive})
    for (const auto& bucket : *side) sum += bucket.count;
  return sum;
}

std::string refusal_of(std::vector<double> bounds, std::optional<native_settings> native = std::nullopt) {
  return message_of([&] { const histogram made(std::move(bounds), native); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(native_histogram_suite)

BOOST_AUTO_TEST_CASE(without_observations_there_are_no_native_buckets) {
  const histogram h({1, 2}, native_settings{});
  BOOST_TEST((h.value() == histogram_value{{{1, 0}, {2, 0}}, 0, 0, native_buckets{5, 0x1p-128, 0, {}, {}}}));
}

BOOST_AUTO_TEST_CASE(observations_are_in_a_bucket_of_either_kind) {
  histogram h({-1, 0, 1.5, 2}, native_settings{.schema = 0, .zero_threshold = 0.25});
  for (const double v : {-3.0, -1.0, -0.25, 0.0, 0.25, 1.0, 1.5, 1.75, 2.0, 2.5, 3.0}) h.observe(v);
  BOOST_TEST((h.value() == histogram_value{{{-1, 2}, {0, 4}, {1.5, 7}, {2, 9}},
                                           11,
                                           7.75,
                                           native_buckets{0, 0.25, 3, {{0, 1}, {2, 1}}, {{0, 1}, {1, 3}, {2, 2}}},
                                           true}));
}

BOOST_AUTO_TEST_CASE(infinity_is_in_the_bucket_after_the_last_and_no_number_is_only_counted) {
  for (const auto& [observed, positive, negative, in_classic] :
       {std::tuple{infinity, 1, 0, 0}, std::tuple{-infinity, 0, 1, 1}, std::tuple{not_a_number, 0, 0, 0}}) {
    BOOST_TEST_CONTEXT(observed) {
      histogram h({1}, native_settings{});
      h.observe(observed);
      const auto value = h.value();
      const auto buckets = [](int count) {
        return count == 0 ? std::vector<native_buckets::bucket>{} : std::vector<native_buckets::bucket>{{32769, 1}};
      };
      BOOST_TEST(value.count == 1U);
      BOOST_TEST(value.buckets[0].cumulative_count == static_cast<std::uint64_t>(in_classic));
      BOOST_TEST((value.native == native_buckets{5, 0x1p-128, 0, buckets(negative), buckets(positive)}));
      BOOST_TEST((std::isnan(value.sum) ? std::isnan(observed) : value.sum == observed));
    }
  }
}

BOOST_AUTO_TEST_CASE(no_number_is_in_no_classic_bucket) {
  histogram h{1, 2};
  h.observe(not_a_number);
  const auto value = h.value();
  BOOST_TEST((value.buckets == std::vector<histogram_value::bucket>{{1, 0}, {2, 0}}));
  BOOST_TEST(value.count == 1U);
  BOOST_TEST(std::isnan(value.sum));
}

BOOST_AUTO_TEST_CASE(the_least_numbers_have_buckets_where_zero_has_no_width) {
  histogram h(std::vector<double>{}, native_settings{.zero_threshold = 0});
  for (const double v : {0.0, -0.0, 0x1p-1074, -0x1p-1074, std::numeric_limits<double>::max()}) h.observe(v);
  BOOST_TEST((h.value().native == native_buckets{5, 0, 2, {{-1074 * 32, 1}}, {{-1074 * 32, 1}, {1024 * 32, 1}}}));
}

BOOST_AUTO_TEST_CASE(both_kinds_count_the_same_wherever_the_bounds_cut) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      std::mt19937 random(seed);
      // Quarters and powers of two, so that bounds fall on each other and on values.
      const auto number = [&] {
        const auto sixteenths = static_cast<double>(static_cast<int>(random() % 401) - 200);
        return std::ldexp(sixteenths, static_cast<int>(random() % 12) - 8);
      };
      native_settings settings;
      settings.schema = static_cast<std::int32_t>(random() % 13) - 4;
      settings.zero_threshold = random() % 2 == 0 ? 0 : std::abs(number()) / 16;
      std::vector<double> bounds(random() % 30);
      std::ranges::generate(bounds, number);
      std::ranges::sort(bounds);
      bounds.erase(std::unique(bounds.begin(), bounds.end()), bounds.end());
      histogram h(bounds, settings);
      std::vector<double> values(200);
      std::ranges::generate(
          values, [&] { return random() % 4 == 0 && !bounds.empty() ? bounds[random() % bounds.size()] : number(); });
      for (const double value : values) h.observe(value);
      BOOST_TEST((h.value() == counted(values, bounds, settings)));
    }
  }
}

BOOST_AUTO_TEST_CASE(both_kinds_agree_in_every_reading_while_threads_observe) {
  constexpr int each = 20'000;
  constexpr unsigned threads = 3;
  histogram h({-8, 0, 1, 100, 5000}, native_settings{});
  const auto value_of = [](int i) { return (i % 2 == 0 ? 1 : -1) * std::ldexp(1 + (i % 7) / 8.0, i % 24 - 12); };
  {
    std::vector<std::jthread> running;
    for (unsigned t = 0; t < threads; ++t)
      running.emplace_back([&] {
        for (int i = 0; i < each; ++i) h.observe(value_of(i));
      });
    for (std::uint64_t seen = 0; seen < threads * each;) {
      const auto value = h.value();
      BOOST_TEST_REQUIRE(total(*value.native) == value.count);
      BOOST_TEST_REQUIRE(value.count >= seen);
      BOOST_TEST_REQUIRE(value.buckets.back().cumulative_count <= value.count);
      seen = value.count;
    }
  }
  std::vector<double> values;
  for (unsigned t = 0; t < threads; ++t)
    for (int i = 0; i < each; ++i) values.push_back(value_of(i));
  const auto value = h.value();
  const auto expected = counted(values, {-8, 0, 1, 100, 5000}, {});
  BOOST_TEST((value.buckets == expected.buckets));
  BOOST_TEST((value.native == expected.native));
  BOOST_TEST(value.sum == expected.sum, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(settings_that_make_no_sense_are_refused) {
  BOOST_TEST(refusal_of({1, 3, 2}) == "bucket bound 2 comes after 3");
  BOOST_TEST(refusal_of({1, 1}) == "bucket bound 1 comes after 1");
  BOOST_TEST(refusal_of({1, infinity}) == "bucket bound inf is not finite; +Inf is implied");
  BOOST_TEST(refusal_of({not_a_number}) == "bucket bound nan is not finite; +Inf is implied");
  BOOST_TEST(refusal_of({}, native_settings{.schema = 9}) == "native schema 9 is not in -4 to 8");
  BOOST_TEST(refusal_of({}, native_settings{.schema = -5}) == "native schema -5 is not in -4 to 8");
  BOOST_TEST(refusal_of({}, native_settings{.zero_threshold = -1}) == "zero threshold -1 is not 0 or above");
  BOOST_TEST(refusal_of({}, native_settings{.zero_threshold = infinity}) == "zero threshold inf is not 0 or above");
  BOOST_TEST(refusal_of({}, native_settings{}) == "taken");
}

BOOST_AUTO_TEST_SUITE_END()
