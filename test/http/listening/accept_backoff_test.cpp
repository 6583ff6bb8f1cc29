#include "listening/accept_backoff.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace cputemp::http;

BOOST_AUTO_TEST_SUITE(accept_backoff_suite)

BOOST_AUTO_TEST_CASE(errors_pause_five_milliseconds_doubling_to_a_second_and_begin_one_episode) {
  using boost::system::errc::make_error_code;
  const auto exhausted = make_error_code(boost::system::errc::too_many_files_open);
  accept_backoff backoff;
  BOOST_TEST(!backoff.succeeded());
  std::string pauses;
  for (int i = 0; i < 10; ++i) {
    const auto [pause, begins] = backoff.failed(exhausted);
    pauses += std::to_string(pause.count()) + (begins ? "! " : " ");
  }
  BOOST_TEST(pauses == "5! 10 20 40 80 160 320 640 1000 1000 ");
  BOOST_TEST(backoff.succeeded());
  BOOST_TEST(!backoff.succeeded());
  BOOST_TEST(backoff.failed(exhausted).pause.count() == 5);
}

BOOST_AUTO_TEST_CASE(errors_stay_one_episode_while_room_is_made_for_each_new_connection) {
  const auto exhausted = make_error_code(boost::system::errc::too_many_files_open_in_system);
  accept_backoff backoff;
  BOOST_TEST(backoff.failed(exhausted).begins);
  backoff.made_room();
  BOOST_TEST(!backoff.succeeded());
  BOOST_TEST(!backoff.failed(exhausted).begins);
  BOOST_TEST(!backoff.failed(exhausted).begins);
  backoff.made_room();
  BOOST_TEST(!backoff.succeeded());
  BOOST_TEST(backoff.succeeded());
}

BOOST_AUTO_TEST_CASE(a_connection_that_died_in_the_queue_costs_no_pause) {
  accept_backoff backoff;
  const auto reaction = backoff.failed(make_error_code(boost::system::errc::connection_aborted));
  BOOST_TEST(reaction.pause.count() == 0);
  BOOST_TEST(!reaction.begins);
  BOOST_TEST(!backoff.succeeded());
}

BOOST_AUTO_TEST_SUITE_END()
