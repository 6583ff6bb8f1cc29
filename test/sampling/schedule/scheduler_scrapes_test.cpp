#include "behaviours.hpp"

#include <boost/test/unit_test.hpp>

using namespace cputemp::sampling;
using namespace cputemp::sampling::test;

BOOST_AUTO_TEST_SUITE(scheduler_scrapes_suite)

BOOST_AUTO_TEST_CASE(a_scrape_between_ticks_does_not_wait) {
  simulation sim({});
  sim.plug("bad", "bad", hanging(start + 10s, start + for_ever));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 500ms);
  for (int i = 0; i < 300; ++i) {
    sim.run_for(97ms);
    sim.scrape();
  }
  BOOST_TEST(sim.answers.size() == 300u);
  for (const auto& answer : sim.answers) BOOST_TEST((answer.answered == answer.asked));
}

BOOST_AUTO_TEST_CASE(an_early_scrape_waits_for_the_first_sweep_but_not_past_the_time_out) {
  simulation ready({});
  ready.plug("cpu", "cpu", {});
  ready.scrape();
  ready.run_until(start + 100ms);
  BOOST_TEST_REQUIRE(ready.answers.size() == 1u);
  BOOST_TEST(ready.answers[0].got->devices.size() == 1u);

  simulation hung({});
  hung.plug("cpu", "cpu", taking(for_ever));
  hung.scrape(30ms);
  hung.run_until(start + 1s);
  BOOST_TEST_REQUIRE(hung.answers.size() == 1u);
  BOOST_TEST((hung.answers[0].answered == start + 30ms));
  BOOST_TEST(!hung.answers[0].got);
}

BOOST_AUTO_TEST_CASE(without_a_timer_a_scrape_reads_and_those_that_ask_together_share_it) {
  simulation sim({.interval = 0s, .max_age = 0s});
  sim.plug("cpu", "cpu", taking(20ms));
  sim.run_until(start + 1h);
  BOOST_TEST(reads(sim, "cpu") == 1u);  // the one that makes it ready
  sim.scrape();
  sim.run_for(5ms);
  sim.scrape();
  sim.scrape();
  sim.run_for(1s);
  BOOST_TEST(reads(sim, "cpu") == 2u);
  BOOST_TEST_REQUIRE(sim.answers.size() == 3u);
  for (const auto& answer : sim.answers) {
    BOOST_TEST((answer.answered == start + 1h + 20ms));
    BOOST_TEST(answer.got->devices.front()->inputs.front().has_value());
  }
  sim.scrape();
  sim.run_for(1s);
  BOOST_TEST(reads(sim, "cpu") == 3u);
}

BOOST_AUTO_TEST_CASE(without_a_timer_scrapes_within_the_maximum_age_are_served_from_memory) {
  simulation sim({.interval = 0s, .max_age = 5s});
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 1min);
  for (int i = 0; i < 60; ++i) {
    sim.scrape();
    sim.run_for(1s);
  }
  BOOST_TEST(sim.answers.size() == 60u);
  BOOST_TEST(reads(sim, "cpu") == 11u);  // every sixth second the newest sweep is more than 5 s old
}

BOOST_AUTO_TEST_CASE(without_a_timer_a_scrape_waits_for_a_slow_chip_but_never_for_one_that_was_being_read) {
  simulation sim({.interval = 0s, .max_age = 0s});
  sim.plug("bad", "bad", hanging(start + 10s, start + for_ever));
  sim.plug("cpu", "cpu", taking(300ms));
  sim.run_until(start + 20s);
  sim.scrape();
  sim.run_for(10s);
  BOOST_TEST_REQUIRE(sim.answers.size() == 1u);
  BOOST_TEST((sim.answers[0].answered == start + 21s));  // its own read of `bad`, up to the time-out
  BOOST_TEST(sim.served("cpu"));
  sim.scrape();
  sim.run_for(10s);
  BOOST_TEST((sim.answers[1].answered == start + 30300ms));  // `bad` was being read: only `cpu` is waited for
}

BOOST_AUTO_TEST_CASE(a_scrape_that_comes_late_to_a_refresh_does_not_wait_for_its_stragglers) {
  simulation sim({.interval = 0s, .max_age = 0s});
  sim.plug("bad", "bad", hanging(start + 10s, start + for_ever));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 20s);
  sim.scrape();
  sim.run_for(500ms);
  sim.scrape();
  BOOST_TEST_REQUIRE(sim.answers.size() == 1u);
  BOOST_TEST((sim.answers[0].asked == start + 20500ms));
  BOOST_TEST(sim.answers[0].got->devices.back()->inputs.front().has_value());
}

BOOST_AUTO_TEST_CASE(without_a_timer_a_time_without_scrapes_makes_no_reading_valid_longer) {
  simulation sim({.interval = 0s, .max_age = 0s});
  sim.plug("cpu", "cpu", hanging(start + 20min, start + for_ever));
  for (int i = 1; i <= 20; ++i) {
    sim.run_until(start + i * 1min - 1s);
    sim.scrape();
  }
  sim.run_until(start + 21min);
  sim.scrape();
  sim.run_for(10s);
  BOOST_TEST(!sim.served("cpu"));
  BOOST_TEST(!*sim.state("cpu").up);
}

BOOST_AUTO_TEST_CASE(after_a_pause_of_the_whole_process_nothing_old_is_served) {
  simulation sim({});
  bool stopped = false;
  behaviour paused;
  paused.takes = [&](time_point) { return stopped ? duration(1h) : duration(1ms); };
  sim.plug("cpu", "cpu", paused);
  sim.run_until(start + 10500ms);
  stopped = true;
  sim.run_for(30s);
  sim.scrape();
  BOOST_TEST(!sim.answers.back().got->devices.front()->inputs.front().has_value());
}

BOOST_AUTO_TEST_SUITE_END()
