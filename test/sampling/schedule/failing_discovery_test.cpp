#include "behaviours.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>

using namespace cputemp::sampling;
using namespace cputemp::sampling::test;

BOOST_AUTO_TEST_SUITE(failing_discovery_suite)

BOOST_AUTO_TEST_CASE(if_the_first_discovery_hangs_that_is_reported_and_scrapes_are_answered_without_devices) {
  simulation sim({});
  sim.discovery_takes = [](time_point) { return 8s; };  // the second one begins after the first has ended
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 4900ms);
  BOOST_TEST(!sim.latest());
  sim.run_until(start + 5s);
  BOOST_TEST_REQUIRE(sim.latest());
  BOOST_TEST(sim.latest()->discovery_hung);
  BOOST_TEST(sim.latest()->devices.empty());
  BOOST_TEST(sim.notices == std::vector<std::string>{"discovery_hangs"}, boost::test_tools::per_element());
  sim.run_until(start + 7s);
  BOOST_TEST(sim.latest()->sweeps == 3u);
  sim.run_until(start + 8100ms);
  BOOST_TEST(!sim.latest()->discovery_hung);
  BOOST_TEST(sim.served("cpu"));
  BOOST_TEST(sim.notices == (std::vector<std::string>{"discovery_hangs", "discovery_answers", "found cpu"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(beside_a_discovery_that_hangs_another_one_finds_the_devices) {
  for (const auto interval : {1s, 0s}) BOOST_TEST_CONTEXT("interval " << interval.count()) {
      settings s;
      s.interval = interval;
      simulation sim(s);
      sim.discovery_takes = [](time_point began) { return began == start ? for_ever : 1ms; };
      sim.plug("cpu", "cpu", {});
      sim.run_until(start + 11s);
      sim.scrape();
      sim.run_for(100ms);
      BOOST_TEST_REQUIRE(sim.latest());
      BOOST_TEST(sim.served("cpu"));
      BOOST_TEST(!sim.latest()->discovery_hung);
      BOOST_TEST(sim.notices == (std::vector<std::string>{"discovery_hangs", "discovery_answers", "found cpu"}),
                 boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(while_a_later_discovery_hangs_known_devices_are_read_and_it_is_reported_once) {
  simulation sim({});
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 10s);
  sim.discovery_takes = [](time_point began) { return start + 1h - began; };
  sim.announce();
  sim.run_until(start + 50min);
  BOOST_TEST(sim.served("cpu"));
  BOOST_TEST(sim.latest()->discovery_hung);
  BOOST_TEST(sim.discoveries.size() == 5u);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"found cpu", "discovery_hangs"}),
             boost::test_tools::per_element());
  sim.discovery_takes = [](time_point) { return 1ms; };
  sim.plug("late", "late", {});
  sim.run_until(start + 1h + 1s);
  BOOST_TEST(sim.served("late"));
  BOOST_TEST(!sim.latest()->discovery_hung);
  BOOST_TEST(
      sim.notices == (std::vector<std::string>{"found cpu", "discovery_hangs", "discovery_answers", "found late"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_discovery_that_lacks_memory_or_descriptors_removes_nothing_and_is_repeated) {
  for (const int error : {ENOMEM, EMFILE, ENFILE}) BOOST_TEST_CONTEXT("errno " << error) {
      simulation sim({});
      sim.plug("cpu", "cpu", {});
      sim.run_until(start + 10s);
      sim.unplug("cpu");
      sim.add_problem({"/sys/class/hwmon", {error, boost::system::generic_category()}});
      sim.announce();
      sim.run_until(start + 20s);
      BOOST_TEST(sim.served("cpu"));
      sim.clear_problems();
      sim.run_for(1100ms);  // now it is known to be gone
      BOOST_TEST(sim.latest()->devices.empty());
    }
}

BOOST_AUTO_TEST_SUITE_END()
