#include "log/change_log.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::app;
using namespace std::chrono_literals;
using strings = std::vector<std::string>;

namespace {

/// Keeps lines, as `message` or `message (N suppressed)`.
struct kept_lines final : log_sink {
  void write(std::string_view line) noexcept override {
    std::string text(line.substr(line.find("msg=") + 4));
    text.pop_back();
    lines.push_back(text);
  }
  strings lines;
};

/// A limit under its own clock.
struct bench {
  kept_lines kept;
  app::log to{log_level::info, log_format::logfmt, kept};
  line_limit limit;
  line_limit::clock::time_point now{1h};

  line_limit::clock::time_point say(std::string_view message, const std::string& about = "sensor",
                                    log_level level = log_level::warn) {
    return limit.write(to, about, {level, message}, now);
  }
  /// Lets time pass and releases what is due whenever that is.
  void pass(line_limit::clock::duration time) {
    const auto end = now + time;
    for (auto due = limit.release(to, now); due <= end; due = limit.release(to, now)) now = due;
    now = end;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(change_log_suite)

BOOST_AUTO_TEST_CASE(a_fault_and_its_end_are_written_at_once) {
  bench b;
  b.say("bad");
  b.now += 2s;
  b.say("good");
  BOOST_TEST(b.kept.lines == (strings{"bad", "good"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_last_line_of_a_minute_is_held_until_its_end_with_the_number_before_it) {
  bench b;
  for (const auto* const message : {"bad", "good", "bad", "good", "bad"}) {
    b.say(message);
    b.now += 1s;
  }
  BOOST_TEST(b.kept.lines.size() == 2u);
  b.pass(55s);  // the last one that was written is 59 s old
  BOOST_TEST(b.kept.lines.size() == 2u);
  b.pass(1s);
  BOOST_TEST(b.kept.lines == (strings{"bad", "good", "bad suppressed=2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_sensor_that_flaps_all_day_is_a_line_a_minute) {
  bench b;
  for (int i = 0; i < 24 * 60 * 60; ++i) {
    b.say(i % 2 == 0 ? "bad" : "good");
    b.pass(1s);
  }
  BOOST_TEST(b.kept.lines.size() >= 24u * 60);
  BOOST_TEST(b.kept.lines.size() <= 24u * 60 + 2);
  BOOST_TEST(b.kept.lines.back().ends_with(" suppressed=59"));
  b.pass(1min);
  const auto silence = b.kept.lines.size();
  b.pass(10min);
  BOOST_TEST(b.kept.lines.size() == silence);
}

BOOST_AUTO_TEST_CASE(after_a_quiet_minute_two_lines_are_written_at_once_again) {
  bench b;
  b.say("bad");
  b.say("good");
  b.pass(1min);
  b.say("bad again");
  b.say("good again");
  BOOST_TEST(b.kept.lines == (strings{"bad", "good", "\"bad again\"", "\"good again\""}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(conditions_do_not_count_for_each_other) {
  bench b;
  for (int i = 0; i < 100; ++i) b.say("bad", std::to_string(i));
  BOOST_TEST(b.kept.lines.size() == 100u);
}

BOOST_AUTO_TEST_CASE(lines_below_the_level_take_no_part) {
  bench b;
  BOOST_TEST((b.say("a", "sensor", log_level::debug) == line_limit::never));
  b.say("b", "sensor", log_level::debug);
  b.say("bad");
  b.say("good");
  BOOST_TEST(b.kept.lines == (strings{"bad", "good"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(nothing_is_remembered_of_a_condition_that_has_been_quiet) {
  bench b;
  const auto due = b.say("bad");
  BOOST_TEST((due == b.now + 1min));
  b.now = due;
  BOOST_TEST((b.limit.release(b.to, b.now) == line_limit::never));
}

BOOST_AUTO_TEST_CASE(what_is_held_is_written_at_the_end_and_keeps_no_context_running) {
  kept_lines kept;
  const app::log to(log_level::info, log_format::logfmt, kept);
  boost::asio::io_context context;
  change_log changes(to, context.get_executor());
  for (const auto* const message : {"bad", "good", "bad", "good"}) changes.write("sensor", {log_level::warn, message});
  BOOST_TEST(kept.lines.size() == 2u);
  context.poll();
  changes.stop();
  changes.write("sensor", {log_level::warn, "late"});
  BOOST_TEST(kept.lines == (strings{"bad", "good", "good suppressed=1", "late"}), boost::test_tools::per_element());
  const auto begin = std::chrono::steady_clock::now();
  context.run();
  BOOST_TEST((std::chrono::steady_clock::now() - begin < 10s));
}

BOOST_AUTO_TEST_SUITE_END()
