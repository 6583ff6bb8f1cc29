#include "behaviours.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>

using namespace cputemp::sampling;
using namespace cputemp::sampling::test;
using cputemp::hwmon::fault_reason;

BOOST_AUTO_TEST_SUITE(scheduler_suite)

BOOST_AUTO_TEST_CASE(the_first_sweep_follows_the_first_discovery_and_each_tick_has_one) {
  simulation sim({});
  sim.plug("a", "a", {});
  sim.plug("b", "b", {});
  sim.run_until(start + 500ms);
  BOOST_TEST_REQUIRE(sim.latest());
  BOOST_TEST(sim.latest()->sweeps == 1u);
  BOOST_TEST(sim.served("a"));
  BOOST_TEST(sim.served("b"));
  sim.run_until(start + 10500ms);
  BOOST_TEST(sim.latest()->sweeps == 11u);
  BOOST_TEST(sim.latest()->overruns == 0u);
  BOOST_TEST(reads(sim, "a") == 11u);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"found a", "found b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_host_without_devices_is_ready_and_reports_it_once) {
  simulation sim({});
  sim.run_until(start + 200s);
  BOOST_TEST_REQUIRE(sim.latest());
  BOOST_TEST(sim.latest()->devices.empty());
  BOOST_TEST(sim.latest()->sweeps > 190u);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"no_devices"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(slow_devices_are_read_at_their_own_interval) {
  simulation sim({});
  sim.plug("disk", "disk", taking(20ms), true);
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 60500ms);
  BOOST_TEST(reads(sim, "cpu") == 61u);
  BOOST_TEST(reads(sim, "disk") == 5u);
  BOOST_TEST(sim.served("disk"));
}

BOOST_AUTO_TEST_CASE(a_hung_chip_loses_its_own_series_only_and_is_reported_once) {
  simulation sim({});
  sim.plug("bad", "bad", hanging(start + 10s, start + for_ever));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 12s);
  BOOST_TEST(sim.served("bad"));  // 2 s old: not past its validity
  BOOST_TEST(*sim.state("bad").up);
  sim.run_until(start + 60500ms);
  BOOST_TEST(!sim.served("bad"));
  BOOST_TEST(!*sim.state("bad").up);
  BOOST_TEST(errors(sim.state("bad"), fault_reason::timeout) == 1u);
  BOOST_TEST(sim.latest()->overruns == 1u);
  BOOST_TEST(sim.served("cpu"));
  BOOST_TEST(reads(sim, "cpu") == 61u);
  BOOST_TEST(sim.most_readers() == 2u);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"found bad", "found cpu", "silent bad"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_chip_that_answers_again_is_served_again_at_the_next_tick) {
  simulation sim({});
  sim.plug("bad", "bad", hanging(start + 10s, start + 100s));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 102s);
  BOOST_TEST(sim.served("bad"));
  BOOST_TEST(*sim.state("bad").up);
  BOOST_TEST(sim.notices.back() == "answers bad");
}

BOOST_AUTO_TEST_CASE(the_gap_of_a_hang_does_not_extend_the_validity_of_later_readings) {
  simulation sim({});
  behaviour hangs_twice;
  hangs_twice.takes = [](time_point began) -> duration {
    if (began < start + 10s) return 1ms;
    return began < start + 100s ? start + 100s - began : for_ever;
  };
  sim.plug("bad", "bad", hangs_twice);
  sim.run_until(start + 102s);
  BOOST_TEST(sim.served("bad"));  // the one reading in between
  sim.run_until(start + 106s);
  BOOST_TEST(!sim.served("bad"));
}

BOOST_AUTO_TEST_CASE(a_chip_that_hangs_from_the_start_is_down_after_its_validity) {
  simulation sim({});
  sim.plug("bad", "bad", taking(for_ever));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 1s);
  BOOST_TEST(!sim.state("bad").up.has_value());
  BOOST_TEST(sim.latest()->sweeps == 1u);
  sim.run_until(start + 8s);
  BOOST_TEST(!*sim.state("bad").up);
  BOOST_TEST(sim.served("cpu"));
}

BOOST_AUTO_TEST_CASE(chips_behind_a_hung_one_on_its_bus_are_down_too_but_count_no_errors) {
  simulation sim({});
  sim.plug("i2c-1", "i2c", hanging(start + 10s, start + 100s));
  sim.plug("i2c-2", "i2c", {});
  sim.run_until(start + 30s);
  BOOST_TEST(!sim.served("i2c-2"));
  BOOST_TEST(!*sim.state("i2c-2").up);
  BOOST_TEST(errors(sim.state("i2c-2"), fault_reason::timeout) == 0u);
  sim.run_until(start + 102s);
  BOOST_TEST(sim.served("i2c-2"));
  BOOST_TEST(*sim.state("i2c-2").up);
}

BOOST_AUTO_TEST_CASE(a_bus_of_one_wire_sensors_that_takes_22_seconds_is_reported_all_the_time) {
  simulation sim({});
  for (int i = 0; i < 23; ++i) {
    const auto id = "w1-" + std::to_string(10 + i);
    sim.plug(id, "w1_bus_master1", taking(957ms), true);
  }
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 30s);
  for (int second = 0; second < 120; ++second) {
    sim.run_for(1s);
    for (const auto& d : sim.latest()->devices) {
      BOOST_TEST(d->inputs.front().has_value(), d->description->id << " is missing at " << second);
      BOOST_TEST(*d->up);
    }
  }
  BOOST_TEST(reads(sim, "cpu") == 150u);
}

BOOST_AUTO_TEST_CASE(a_tick_publishes_after_100_ms_and_late_results_join_the_next_one) {
  simulation sim({});
  sim.plug("late", "late", taking(300ms));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 150ms);
  BOOST_TEST_REQUIRE(sim.latest());
  BOOST_TEST(sim.served("cpu"));
  BOOST_TEST(sim.state("late").inputs.size() == 1u);
  BOOST_TEST(!sim.served("late"));
  // Its first reading is published at once, to be seen before the next interval; later ones are not.
  sim.run_until(start + 400ms);
  BOOST_TEST(sim.state("late").inputs.front().value() == 302);
  sim.run_until(start + 1900ms);
  BOOST_TEST(sim.state("late").inputs.front().value() == 302);
  sim.run_until(start + 2200ms);
  BOOST_TEST(sim.state("late").inputs.front().value() == 1301);
}

BOOST_AUTO_TEST_CASE(a_slow_disk_does_not_hide_the_cpu_for_an_interval) {
  simulation sim({.interval = 1min, .max_age = 2min});
  sim.plug("a-disk", "a-disk", taking(2s), true);
  sim.plug("b-hub", "b-hub", taking(3s));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 500ms);
  BOOST_TEST(sim.served("cpu"));
  sim.run_until(start + 4s);
  BOOST_TEST(sim.served("a-disk"));
  BOOST_TEST(sim.served("b-hub"));
}

BOOST_AUTO_TEST_CASE(reasons_that_count_once_do_so_until_the_sensor_reads_again_and_the_episode_is_reported_once) {
  simulation sim({});
  behaviour changing;
  changing.fails = [](time_point t) {
    const auto second = t.time_since_epoch() / 1s;
    const int error = second == 0 || second == 7 ? 0 : second % 2 == 0 ? ENODATA : EIO;
    return boost::system::error_code(error, boost::system::generic_category());
  };
  sim.plug("a", "a", changing);
  sim.run_until(start + 6500ms);
  BOOST_TEST(errors(sim.state("a"), fault_reason::nodata) == 1u);
  BOOST_TEST(errors(sim.state("a"), fault_reason::io) == 3u);
  sim.run_until(start + 8500ms);
  BOOST_TEST(errors(sim.state("a"), fault_reason::nodata) == 2u);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"found a", "failed a", "recovered a", "failed a"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(errors_are_counted_each_time_but_sleep_and_time_outs_once_an_episode) {
  struct row {
    int error;
    fault_reason reason;
    std::uint64_t counted;
    bool up;
  };
  for (const auto& [error, reason, counted, up] : {row{EIO, fault_reason::io, 5, false},
                                                   {EAGAIN, fault_reason::busy, 5, false},
                                                   {EACCES, fault_reason::denied, 5, false},
                                                   {ENODATA, fault_reason::nodata, 1, true},
                                                   {EINVAL, fault_reason::nodata, 1, true},
                                                   {ETIMEDOUT, fault_reason::timeout, 1, false}}) {
    BOOST_TEST_CONTEXT("errno " << error) {
      simulation sim({});
      sim.plug("a", "a", failing(error, start + 2500ms, start + 7500ms));
      sim.run_until(start + 6500ms);
      BOOST_TEST(!sim.served("a"));
      BOOST_TEST(*sim.state("a").up == up);
      sim.run_until(start + 9500ms);
      BOOST_TEST(sim.served("a"));
      BOOST_TEST(*sim.state("a").up);
      for (std::size_t r = 0; r < cputemp::hwmon::fault_reason_count; ++r)
        BOOST_TEST(sim.state("a").errors[r] == (r == static_cast<std::size_t>(reason) ? counted : 0));
      BOOST_TEST(sim.notices == (std::vector<std::string>{"found a", "failed a", "recovered a"}),
                 boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_device_that_reports_gone_is_looked_for_at_once) {
  simulation sim({});
  sim.plug("usb", "usb", failing(ENODEV, start + 9500ms, start + 1h));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 9600ms);
  sim.unplug("usb");
  sim.run_until(start + 10100ms);
  BOOST_TEST(sim.latest()->devices.size() == 1u);
  BOOST_TEST(sim.notices.back() == "removed usb");
  sim.plug("usb", "usb", {});
  sim.run_until(start + 75s);
  BOOST_TEST(sim.served("usb"));
  BOOST_TEST(errors(sim.state("usb"), fault_reason::io) == 0u);  // its counters start from zero
}

BOOST_AUTO_TEST_CASE(a_device_that_reports_gone_but_stays_listed_does_not_cause_constant_discoveries) {
  simulation sim({});
  sim.plug("odd", "odd", failing(ENODEV, start, start + 1h));
  sim.run_until(start + 20500ms);  // the simulation refuses two discoveries at once
  BOOST_TEST(sim.latest()->sweeps == 21u);
  BOOST_TEST(errors(sim.state("odd"), fault_reason::io) == 21u);
}

// ---- readers ----

BOOST_AUTO_TEST_CASE(readers_keep_to_their_limit_and_slow_buses_share_again) {
  simulation sim({.max_readers = 4});  // and as many more for buses that have not hung yet
  for (int i = 0; i < 12; ++i) sim.plug("slow" + std::to_string(i), "slow" + std::to_string(i), taking(150ms));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 60s);
  BOOST_TEST(sim.most_readers() <= 8u);
  for (const auto& d : sim.latest()->devices)
    BOOST_TEST(d->inputs.front().has_value(), d->description->id << " is starved");
}

BOOST_AUTO_TEST_CASE(a_reader_is_kept_for_buses_that_never_hung) {
  for (const auto hangs_from : {start, start + 10s})
    BOOST_TEST_CONTEXT("from " << (hangs_from - start) / 1s << " s on") {
      simulation sim({});
      for (int i = 0; i < 100; ++i)
        sim.plug("bad" + std::to_string(i), "bad" + std::to_string(i), hanging(hangs_from, start + 100s));
      sim.plug("cpu", "cpu", {});
      sim.plug("disk", "disk", {}, true);
      sim.run_until(start + 50s);
      for (const char* healthy : {"cpu", "disk"}) {
        BOOST_TEST(sim.served(healthy));
        BOOST_TEST(*sim.state(healthy).up);
      }
      for (int i = 0; i < 100; ++i) BOOST_TEST(!*sim.state("bad" + std::to_string(i)).up);
      sim.plug("late", "late", {});  // nor has this one ever hung
      sim.announce();
      sim.run_for(1s);
      BOOST_TEST(sim.served("late"));
      sim.run_until(start + 110s);
      for (const auto& d : sim.latest()->devices) BOOST_TEST(d->inputs.front().has_value(), d->description->id);
    }
}

BOOST_AUTO_TEST_CASE(a_bus_that_hung_once_is_not_asked_while_as_many_hang_as_may) {
  simulation sim({.max_readers = 2});
  behaviour hung_once;  // at 10 s for a second; its reader then serves others, since no more may be started
  hung_once.takes = [](time_point t) -> duration {
    return t >= start + 10s && t < start + 11s ? start + 11s - t : 1ms;
  };
  sim.plug("once", "once", hung_once);
  for (int i = 0; i < 2; ++i)
    sim.plug("bad" + std::to_string(i), "bad" + std::to_string(i), hanging(start + 20s, start + 60s));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 15s);
  BOOST_TEST(sim.served("once"));
  sim.run_until(start + 50s);
  BOOST_TEST(sim.served("cpu"));
  sim.run_until(start + 65s);
  for (const auto& d : sim.latest()->devices) BOOST_TEST(d->inputs.front().has_value(), d->description->id);
}

BOOST_AUTO_TEST_CASE(chips_that_nobody_can_read_are_down_and_go_on_when_a_reader_comes_back) {
  simulation sim({.max_readers = 2});
  for (int i = 0; i < 4; ++i)
    sim.plug("bad" + std::to_string(i), "bad" + std::to_string(i), hanging(start + 10s, start + 60s));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 30s);
  BOOST_TEST(!sim.served("cpu"));
  BOOST_TEST(!*sim.state("cpu").up);
  sim.plug("late", "late", {});  // was never read
  sim.announce();
  sim.run_until(start + 50s);
  BOOST_TEST(!*sim.state("late").up);
  BOOST_TEST(errors(sim.state("late"), fault_reason::timeout) == 0u);  // it has no fault
  sim.run_until(start + 65s);
  for (const char* again : {"cpu", "late", "bad3"}) {
    BOOST_TEST(sim.served(again));
    BOOST_TEST(*sim.state(again).up);
  }
}

BOOST_AUTO_TEST_CASE(a_read_that_lacks_memory_or_descriptors_counts_and_takes_no_chip_down) {
  for (const int error : {ENOMEM, EMFILE, ENFILE}) BOOST_TEST_CONTEXT("errno " << error) {
      simulation sim({});
      sim.plug("cpu", "cpu", failing(error, start + 9500ms, start + 19500ms));
      sim.run_until(start + 19400ms);
      BOOST_TEST(errors(sim.state("cpu"), fault_reason::other) == 10u);
      BOOST_TEST(!sim.served("cpu"));
      BOOST_TEST(*sim.state("cpu").up);
      sim.run_until(start + 21s);
      BOOST_TEST(sim.served("cpu"));
      BOOST_TEST(sim.notices == (std::vector<std::string>{"found cpu", "failed cpu", "recovered cpu"}),
                 boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_SUITE_END()
