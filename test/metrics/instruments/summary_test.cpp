#include <cputemp/metrics/summary.hpp>

#include "instruments/quantile_sketch.hpp"
#include "refusal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <thread>
#include <vector>

using namespace cputemp::metrics;
using cputemp::metrics::test::message_of;
using namespace std::chrono_literals;

namespace {

using time_point = std::chrono::steady_clock::time_point;
using duration = std::chrono::steady_clock::duration;
using quantiles = std::vector<summary_value::quantile>;

constexpr time_point start{1000h};

struct observation {
  time_point at;
  double value;
};

/// How far the rank of `given` is from `rank`, in observations, in the favour of `given` if several are equal.
double rank_error(const std::vector<double>& sorted, double rank, double given) {
  const auto below = static_cast<double>(std::ranges::lower_bound(sorted, given) - sorted.begin()) + 1;
  const auto up_to = static_cast<double>(std::ranges::upper_bound(sorted, given) - sorted.begin());
  const auto wanted = std::max(1.0, std::ceil(rank * static_cast<double>(sorted.size())));
  return std::max({0.0, below - wanted, wanted - up_to});
}

std::string refusal_of(const summary_settings& settings) {
  return message_of([&] { const summary made(settings); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(summary_suite)

BOOST_AUTO_TEST_CASE(an_empty_window_has_no_quantiles) {
  const summary s;
  BOOST_TEST((s.value(start) == summary_value{}));
}

BOOST_AUTO_TEST_CASE(a_quantile_is_the_smallest_that_enough_are_not_above) {
  summary s({.ranks = {1, 0, 0.5, 0.9, 0.91}});
  for (const double value : {70.0, 30.0, 100.0, 10.0, 60.0, 40.0, 20.0, 90.0, 80.0, 50.0}) s.observe(value, start);
  BOOST_TEST(
      (s.value(start) == summary_value{quantiles{{0, 10}, {0.5, 50}, {0.9, 90}, {0.91, 100}, {1, 100}}, 10, 550}));
}

BOOST_AUTO_TEST_CASE(what_is_as_old_as_the_window_shows_and_what_is_an_age_bucket_older_does_not) {
  // From any place within an age bucket, and if the window is not a multiple of them.
  for (const duration window : {duration(2min), duration(7), duration(1h) + duration(1)}) {
    for (unsigned age_buckets = 1; age_buckets <= 7; ++age_buckets) {
      const auto length = (window + duration(age_buckets - 1)) / age_buckets;
      for (const auto offset : {duration(0), duration(1), length / 2, length - duration(1)}) {
        BOOST_TEST_CONTEXT(window.count() << " in " << age_buckets << " at " << offset.count()) {
          const auto made = start + offset;
          summary s({.ranks = {0.5}, .window = window, .age_buckets = age_buckets});
          s.observe(5, made);
          BOOST_TEST((s.value(made + window).quantiles == quantiles{{0.5, 5}}));
          BOOST_TEST(s.value(made + length * (age_buckets + 1)).quantiles.empty());
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_window_may_be_without_end) {
  for (const unsigned age_buckets : {1U, 5U}) {
    summary s({.ranks = {0, 1}, .window = duration::max(), .age_buckets = age_buckets});
    s.observe(1, start);
    s.observe(2, start + 24h * 365);
    BOOST_TEST((s.value(start + 24h * 365).quantiles == quantiles{{0, 1}, {1, 2}}));
  }
}

BOOST_AUTO_TEST_CASE(a_jump_of_hours_empties_the_window_but_not_the_count) {
  summary s({.ranks = {0, 1}, .window = 2min});
  s.observe(50, start);
  s.observe(60, start + 1min);
  BOOST_TEST((s.value(start + 5h) == summary_value{{}, 2, 110}));
  s.observe(40, start + 5h);
  BOOST_TEST((s.value(start + 5h) == summary_value{quantiles{{0, 40}, {1, 40}}, 3, 150}));
}

BOOST_AUTO_TEST_CASE(a_clock_that_goes_back_or_stands_still_is_harmless) {
  summary s({.ranks = {0, 1}, .window = 2min});
  s.observe(1, start);
  s.observe(2, start);
  s.observe(3, start - 100h);
  s.observe(4, time_point::min());
  BOOST_TEST((s.value(start - 100h).quantiles == quantiles{{0, 1}, {1, 4}}));
  BOOST_TEST((s.value(start).quantiles == quantiles{{0, 1}, {1, 4}}));
  BOOST_TEST(s.value(start + 1h).quantiles.empty());
}

BOOST_AUTO_TEST_CASE(a_clock_may_begin_before_its_epoch_and_end_with_it) {
  summary s({.ranks = {1}, .window = 2min});
  s.observe(1, time_point(-1s));
  BOOST_TEST((s.value(time_point(1min)).quantiles == quantiles{{1, 1}}));
  s.observe(2, time_point::max());
  BOOST_TEST((s.value(time_point::max()).quantiles == quantiles{{1, 2}}));
  summary from_the_least({.ranks = {1}, .window = 1ns});
  from_the_least.observe(3, time_point::min());
  BOOST_TEST((from_the_least.value(time_point::min()).quantiles == quantiles{{1, 3}}));
}

BOOST_AUTO_TEST_CASE(times_may_be_of_any_clock_and_of_any_unit) {
  summary s({.ranks = {1}, .window = 2min});
  s.observe(1, std::chrono::system_clock::time_point(30s));
  s.observe(2, std::chrono::sys_seconds(31s));
  s.observe(3, 32s);
  BOOST_TEST(
      (s.value(std::chrono::sys_time<std::chrono::milliseconds>(33s)) == summary_value{quantiles{{1, 3}}, 3, 6}));
  BOOST_TEST(s.value(1h).quantiles.empty());
}

BOOST_AUTO_TEST_CASE(no_number_is_counted_and_shows_in_the_sum_but_has_no_rank) {
  summary s({.ranks = {0, 1}});
  s.observe(std::numeric_limits<double>::quiet_NaN(), start);
  BOOST_TEST(s.value(start).quantiles.empty());
  s.observe(7, start);
  const auto value = s.value(start);
  BOOST_TEST((value.quantiles == quantiles{{0, 7}, {1, 7}}));
  BOOST_TEST(value.count == 2U);
  BOOST_TEST(std::isnan(value.sum));
}

BOOST_AUTO_TEST_CASE(it_remembers_whether_an_observation_was_negative) {
  summary s({.window = 1min});
  for (const double value : {0.0, -0.0, 3.0, std::numeric_limits<double>::quiet_NaN()}) s.observe(value, start);
  BOOST_TEST(!s.value(start).any_negative);
  s.observe(-5e-324, start);
  BOOST_TEST(s.value(start).any_negative);
  BOOST_TEST(s.value(start + 1h).any_negative);  // as long as it is in the sum
}

BOOST_AUTO_TEST_CASE(infinities_have_their_ranks) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  summary s({.ranks = {0, 0.5, 1}});
  for (const double value : {infinity, 3.0, -infinity}) s.observe(value, start);
  BOOST_TEST((s.value(start).quantiles == quantiles{{0, -infinity}, {0.5, 3}, {1, infinity}}));
}

BOOST_AUTO_TEST_CASE(settings_that_make_no_sense_are_refused) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  BOOST_TEST(refusal_of({.ranks = {0.5, 1.5}}) == "quantile rank 1.5 is not in 0 to 1");
  BOOST_TEST(refusal_of({.ranks = {-0.1}}) == "quantile rank -0.1 is not in 0 to 1");
  BOOST_TEST(refusal_of({.ranks = {none}}) == "quantile rank nan is not in 0 to 1");
  BOOST_TEST(refusal_of({.ranks = {0.9, 0.5, 0.9}}) == "quantile rank 0.9 is given twice");
  BOOST_TEST(refusal_of({.window = 0s}) == "a summary's window is not above 0");
  BOOST_TEST(refusal_of({.age_buckets = 0}) == "a summary has no age buckets");
  BOOST_TEST(refusal_of({.ranks = {}}) == "taken");
}

BOOST_AUTO_TEST_CASE(is_exact_for_any_times_while_there_are_few_observations) {
  constexpr unsigned age_buckets = 5;
  constexpr duration window = 10s;
  constexpr auto length = window / age_buckets;
  const std::vector<double> ranks = {0, 0.01, 0.25, 0.5, 0.9, 0.99, 1};
  for (unsigned seed = 0; seed < 20; ++seed) {
    BOOST_TEST_CONTEXT("seed " << seed) {
      std::mt19937 random(seed);
      std::uniform_int_distribution<int> celsius(30, 90);
      std::exponential_distribution<double> pause(20);
      std::bernoulli_distribution jumps(0.005);
      summary s({.ranks = ranks, .window = window, .age_buckets = age_buckets});
      std::vector<observation> all;
      auto now = start;
      for (int i = 0; i < 1000; ++i) {
        now += std::chrono::duration_cast<duration>(std::chrono::duration<double>(pause(random)));
        if (jumps(random)) now += std::chrono::seconds(random() % 30);
        all.push_back({now, static_cast<double>(celsius(random))});
        s.observe(all.back().value, now);
        if (i % 10 != 0) continue;
        // The window ends with an age bucket and is one longer than asked for.
        const auto oldest = time_point((now.time_since_epoch() / length - age_buckets) * length);
        std::vector<double> seen;
        for (const auto& each : all)
          if (each.at >= oldest) seen.push_back(each.value);
        std::ranges::sort(seen);
        for (const auto& [rank, value] : s.value(now).quantiles) BOOST_TEST_REQUIRE(rank_error(seen, rank, value) == 0);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_rank_error_of_many_observations_is_within_its_bound) {
  constexpr std::size_t count = 200'000;
  std::mt19937 random(1);
  std::normal_distribution<double> normal(60, 10);
  std::vector<double> shuffled(count);
  for (auto& value : shuffled) value = normal(random);
  auto ascending = shuffled;
  std::ranges::sort(ascending);
  auto descending = ascending;
  std::ranges::reverse(descending);
  // The compactors' worst: each level gets its odd ranks from one side.
  std::vector<double> zigzag;
  for (std::size_t i = 0; i < count / 2; ++i) {
    zigzag.push_back(ascending[i]);
    zigzag.push_back(descending[i]);
  }
  const std::vector<double> ranks = {0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1};
  // As the declaration says it.
  const double bound = (2 + std::log2(static_cast<double>(count) / 1024)) / 4096 * static_cast<double>(count);
  for (const auto* order : {&shuffled, &ascending, &descending, &zigzag}) {
    summary s({.ranks = ranks});
    for (const double value : *order) s.observe(value, start);
    for (const auto& [rank, value] : s.value(start).quantiles) {
      const auto error = rank_error(ascending, rank, value);
      BOOST_TEST_MESSAGE("rank " << rank << " is off by " << error);
      BOOST_TEST(error <= (rank == 0 || rank == 1 ? 0 : bound));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_many_observations_take_is_bounded) {
  quantile_sketch sketch;
  constexpr std::size_t count = 1'000'000;
  for (std::size_t i = 0; i < count; ++i) sketch.insert(static_cast<double>(i));
  std::vector<weighted> kept;
  sketch.append_to(kept);
  BOOST_TEST(kept.size() <= 10 * quantile_sketch::level_size);
  std::uint64_t weight = 0;
  for (const auto& each : kept) weight += each.weight;
  BOOST_TEST(weight == count);
}

BOOST_AUTO_TEST_CASE(threads_may_observe_and_look_together) {
  constexpr int each = 5'000;
  summary s({.ranks = {0, 0.5, 1}});
  {
    std::vector<std::jthread> threads;
    threads.reserve(4);
    for (int t = 0; t < 3; ++t)
      threads.emplace_back([&s] {
        for (int i = 1; i <= each; ++i) s.observe(i, start + i * 1ms);
      });
    threads.emplace_back([&s] {
      for (int i = 0; i < 100; ++i) {
        const auto value = s.value(start);
        if (!value.quantiles.empty() && value.quantiles.front().value > value.quantiles.back().value)
          s.observe(-1, start);
      }
    });
  }
  const auto value = s.value(start);
  BOOST_TEST(value.count == 3U * each);
  BOOST_TEST(value.sum == 3.0 * each * (each + 1) / 2);
  BOOST_TEST(value.quantiles.front().value == 1);
  BOOST_TEST(value.quantiles.back().value == each);
}

BOOST_AUTO_TEST_SUITE_END()
