#include "schedule/discovery_schedule.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

using namespace cputemp::sampling;
using namespace std::chrono_literals;
using time_point = boot_clock::time_point;

namespace {

constexpr time_point start{};
constexpr auto never = time_point::max();

/// Runs a schedule with discoveries that take 10 ms, and returns when they began, in milliseconds.
std::vector<std::int64_t> begun(discovery_schedule schedule, const std::vector<std::chrono::milliseconds>& events,
                                time_point until) {
  std::vector<std::int64_t> result;
  std::optional<std::pair<discovery_id, time_point>> running;
  for (auto now = start; now < until; now += 1ms) {
    for (const auto& event : events)
      if (now == start + event) schedule.event(now);
    if (running && running->second == now) {
      schedule.ended(running->first, now);
      running.reset();
    }
    const auto id = schedule.begin_if_due(now, false);
    if (!id) continue;
    result.push_back(now.time_since_epoch() / 1ms);
    running = {*id, now + 10ms};
  }
  return result;
}

using times = std::vector<std::int64_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(discovery_schedule_suite)

BOOST_AUTO_TEST_CASE(the_first_is_at_once_and_then_one_a_minute) {
  BOOST_TEST(begun(discovery_schedule({}), {}, start + 121s) == (times{0, 60'010, 120'020}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_event_starts_one_at_once_and_another_after_the_driver_has_had_time_to_create_its_files) {
  BOOST_TEST(begun(discovery_schedule({}), {5000ms}, start + 60s) == (times{0, 5000, 5500}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(many_events_are_answered_together_at_most_once_in_200_ms_and_the_last_one_is_not_lost) {
  std::vector<std::chrono::milliseconds> storm;
  for (auto t = 5000ms; t < 5450ms; t += 1ms) storm.push_back(t);
  BOOST_TEST(begun(discovery_schedule({}), storm, start + 60s) == (times{0, 5000, 5200, 5400, 5600, 5949}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_event_during_a_discovery_starts_another_one) {
  BOOST_TEST(begun(discovery_schedule({}), {5ms}, start + 60s) == (times{0, 200, 505}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(without_reads_in_the_background_events_start_one_and_minutes_do_while_a_scrape_waits) {
  settings textbook;
  textbook.interval = 0s;
  BOOST_TEST(begun(discovery_schedule(textbook), {90s}, start + 200s) == (times{0, 90'000, 90'500}),
             boost::test_tools::per_element());
  discovery_schedule waits(textbook);
  waits.ended(waits.begin_if_due(start, false).value(), start);
  BOOST_TEST((waits.next(false) == never));
  BOOST_TEST((waits.next(true) == start + 1min));
}

BOOST_AUTO_TEST_CASE(a_discovery_that_could_not_start_or_a_device_that_reports_gone_is_followed_by_one_after_a_second) {
  discovery_schedule schedule({});
  BOOST_TEST(schedule.begin_if_due(start, false).has_value());
  BOOST_TEST((schedule.next(false) == never));
  schedule.failed(start + 10ms);
  BOOST_TEST(!schedule.listed());
  BOOST_TEST((schedule.next(false) == start + 1010ms));
  schedule.ended(schedule.begin_if_due(start + 1010ms, false).value(), start + 1020ms);
  BOOST_TEST(schedule.listed());
  BOOST_TEST((schedule.next(false) == start + 61020ms));
  schedule.look_again();
  BOOST_TEST((schedule.next(false) == start + 2020ms));
}

BOOST_AUTO_TEST_CASE(beside_discoveries_that_hang_others_begin_after_longer_and_longer_pauses_until_four_are_stuck) {
  discovery_schedule schedule({});
  times began;
  for (auto now = start; now < start + 3h; now += 100ms) {
    if (schedule.begin_if_due(now, true)) began.push_back(now.time_since_epoch() / 1ms);
    BOOST_TEST_REQUIRE(schedule.give_up_if_late(now) == (now == start + 5s));  // noticed once
    schedule.event(now);                                                       // events change nothing
  }
  BOOST_TEST(began == (times{0, 10'000, 75'000, 680'000}), boost::test_tools::per_element());
  BOOST_TEST(schedule.hung());
  BOOST_TEST(!schedule.listed());
  BOOST_TEST(schedule.ended(3, start + 3h));  // one of them ends after all
  BOOST_TEST(!schedule.hung());
  BOOST_TEST(schedule.listed());
  BOOST_TEST(schedule.begin_if_due(start + 3h + 1min, false).has_value());
}

BOOST_AUTO_TEST_CASE(a_discovery_that_ends_after_a_later_one_has_nothing_new_to_say) {
  discovery_schedule schedule({});
  const auto first = schedule.begin_if_due(start, false).value();
  schedule.give_up_if_late(start + 5s);
  BOOST_TEST(schedule.hung());
  const auto second = schedule.begin_if_due(start + 10s, false).value();
  BOOST_TEST(schedule.hung());
  BOOST_TEST(schedule.ended(second, start + 11s));
  BOOST_TEST(!schedule.hung());
  BOOST_TEST(!schedule.ended(first, start + 12s));
  BOOST_TEST((schedule.next(false) == start + 71s));
}

BOOST_AUTO_TEST_SUITE_END()
