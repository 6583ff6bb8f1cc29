// Devices come and go, and so do their sensors: what is read, kept and published then.
#include "behaviours.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;
using namespace cputemp::sampling::test;
using hwmon::fault_reason;
using hwmon::sensor_kind;

namespace {

hwmon::device_description chip(const std::string& id, const std::vector<std::string>& sensors) {
  hwmon::device_description d;
  d.id = d.bus = id;
  d.identity = hwmon::chip_identity{id, "simulated"};
  for (const auto& sensor : sensors) d.sensors.push_back({sensor, {{"input", id + '/' + sensor}}});
  return d;
}

hwmon::device_description throttles(const std::string& cpu) {
  hwmon::device_description d;
  d.id = d.bus = "throttle";
  d.identity = hwmon::throttle_identity{{{hwmon::cpu_part::core, 0, 0}}};
  d.sensors = {{"core0", {{"input", cpu}}, sensor_kind::throttle_count}};
  return d;
}

behaviour bringing(std::function<void(hwmon::readout&, time_point)> brings) { return {.brings = std::move(brings)}; }

const auto not_measured = hwmon::reading(make_error_code(hwmon::sensor_errc::not_measured));

}  // namespace

BOOST_AUTO_TEST_SUITE(device_changes_suite)

BOOST_AUTO_TEST_CASE(a_new_sensor_of_a_chip_keeps_the_counts_of_the_others_and_is_not_a_new_chip) {
  simulation sim({});
  sim.plug(chip("a", {"temp2"}), failing(EIO, start + 5500ms, start + 8500ms));
  sim.run_until(start + 30500ms);
  sim.plug(chip("a", {"temp1", "temp2"}), {});
  sim.announce();
  sim.run_for(100ms);
  const auto& a = sim.state("a");
  BOOST_TEST(a.inputs.size() == 2u);
  BOOST_TEST(a.inputs.front().has_value());  // read at once
  BOOST_TEST(errors(a, fault_reason::io) == 3u);
  BOOST_TEST_REQUIRE(a.window.size() == 2u);
  BOOST_TEST(a.window[0]->lowest > 30'000);
  BOOST_TEST(a.window[1]->lowest < 100);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"found a", "failed a", "recovered a"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_changed_device_is_published_as_before_until_it_is_read) {
  simulation sim({});
  sim.plug(chip("a", {"temp1"}), {.takes = [](time_point t) -> duration { return t > start + 5s ? 300ms : 1ms; }});
  sim.run_until(start + 4500ms);
  sim.plug(chip("a", {"temp1", "temp2"}), {.takes = [](time_point) { return 300ms; }});
  sim.run_until(start + 5100ms);
  sim.announce();
  for (int i = 0; i < 10; ++i) {
    sim.run_for(30ms);
    BOOST_TEST(sim.served("a"), "not served " << i);
    BOOST_TEST(sim.state("a").inputs.size() == sim.state("a").description->sensors.size());
  }
  sim.run_for(400ms);
  BOOST_TEST(sim.state("a").inputs.size() == 2u);
  BOOST_TEST(sim.served("a"));
}

BOOST_AUTO_TEST_CASE(a_chip_that_hangs_while_its_sensors_change_is_down) {
  simulation sim({});
  sim.plug(chip("a", {"temp1"}), hanging(start + 10s, start + 60s));
  sim.run_until(start + 11500ms);
  sim.plug(chip("a", {"temp1", "temp2"}), {});
  sim.announce();
  sim.run_until(start + 20s);
  BOOST_TEST(!sim.served("a"));
  BOOST_TEST(!*sim.state("a").up);
  sim.run_until(start + 61s);
  BOOST_TEST(sim.state("a").inputs.size() == 2u);
  BOOST_TEST(sim.served("a"));
  BOOST_TEST(*sim.state("a").up);
}

BOOST_AUTO_TEST_CASE(a_chip_whose_last_sensor_goes_during_a_read_is_listed_without_sensors) {
  simulation sim({});
  sim.plug(chip("a", {"temp1"}), hanging(start + 10s, start + 13s));
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 11500ms);
  sim.plug(chip("a", {}), {});
  sim.announce();
  for (int i = 0; i < 5; ++i) {
    sim.run_for(1s);
    BOOST_TEST(sim.state("a").inputs.empty());
    BOOST_TEST(!sim.state("a").up.has_value());
  }
  sim.plug(chip("a", {"temp1"}), {});
  sim.announce();
  sim.run_for(100ms);
  BOOST_TEST(sim.served("a"));
}

BOOST_AUTO_TEST_CASE(a_throttle_count_goes_on_when_another_cpu_takes_over) {
  simulation sim({});
  std::int64_t kernel = 40;
  const auto counts = bringing([&](hwmon::readout& r, time_point) { r.inputs = {kernel}; });
  sim.plug(throttles("cpu0"), counts);
  sim.run_until(start + 1500ms);
  BOOST_TEST(sim.state("throttle").inputs.front().value() == 40);
  kernel = 45;
  sim.run_until(start + 2500ms);
  BOOST_TEST(sim.state("throttle").inputs.front().value() == 45);
  kernel = 3;  // of cpu4
  sim.plug(throttles("cpu4"), counts);
  sim.announce();
  sim.run_for(100ms);
  BOOST_TEST(sim.state("throttle").inputs.front().value() == 45);
  kernel = 5;
  sim.run_until(start + 4500ms);
  BOOST_TEST(sim.state("throttle").inputs.front().value() == 47);
  sim.unplug("throttle");
  sim.announce();
  sim.run_for(300ms);
  sim.plug(throttles("cpu4"), counts);
  sim.announce();
  sim.run_for(300ms);
  BOOST_TEST(sim.state("throttle").inputs.front().value() == 5);
}

BOOST_AUTO_TEST_CASE(a_sleeping_device_is_up_and_shown_asleep_while_that_is_valid) {
  simulation sim({});
  bool asleep = true;
  behaviour gpu = bringing([&](hwmon::readout& r, time_point) {
    r.asleep = asleep;
    if (asleep) r.inputs = {boost::system::error_code(ENODATA, boost::system::generic_category())};
  });
  gpu.takes = [](time_point t) -> duration { return t > start + 20s ? for_ever : 1ms; };
  sim.plug("gpu", "gpu", gpu);
  sim.run_until(start + 5500ms);
  BOOST_TEST(sim.state("gpu").asleep);
  BOOST_TEST(*sim.state("gpu").up);
  BOOST_TEST(errors(sim.state("gpu"), fault_reason::nodata) == 1u);
  asleep = false;
  sim.run_until(start + 6500ms);
  BOOST_TEST(!sim.state("gpu").asleep);
  asleep = true;
  sim.run_until(start + 21500ms);
  BOOST_TEST(sim.state("gpu").asleep);
  sim.run_until(start + 30s);
  BOOST_TEST(!sim.state("gpu").asleep);
}

BOOST_AUTO_TEST_CASE(alarms_trip_points_and_raw_attributes_are_served_while_the_read_of_them_is_valid) {
  simulation sim({});
  const auto trips = std::make_shared<const std::vector<hwmon::trip_point>>();
  const auto attributes = std::make_shared<const hwmon::raw_attributes>();
  behaviour zone = bringing([&](hwmon::readout& r, time_point) {
    r.trips = trips;
    r.attributes = attributes;
  });
  zone.takes = [](time_point t) -> duration { return t > start + 20s ? for_ever : 1ms; };
  sim.plug("zone", "zone", zone);
  sim.run_until(start + 30s);
  BOOST_TEST(!sim.served("zone"));
  BOOST_TEST((sim.state("zone").trips == trips));
  BOOST_TEST((sim.state("zone").attributes == attributes));
  sim.run_until(start + 50s);
  BOOST_TEST(!sim.state("zone").trips);
  BOOST_TEST(!sim.state("zone").attributes);
}

BOOST_AUTO_TEST_CASE(a_sensor_that_measures_nothing_is_not_a_fault_and_does_not_hide_one) {
  simulation sim({});
  sim.plug(chip("none", {"temp1"}), bringing([](hwmon::readout& r, time_point) { r.inputs = {not_measured}; }));
  auto two = chip("broken", {"temp1", "temp2"});
  two.sensors[1].attributes = {{"label", "broken/temp2_label"}};
  sim.plug(std::move(two), bringing([](hwmon::readout& r, time_point) {
             r.inputs = {boost::system::error_code(EIO, boost::system::generic_category()), not_measured};
           }));
  sim.run_until(start + 5500ms);
  BOOST_TEST(*sim.state("none").up);
  BOOST_TEST((sim.state("none").errors == error_counts{}));
  BOOST_TEST(!*sim.state("broken").up);
  BOOST_TEST(errors(sim.state("broken"), fault_reason::io) == 6u);
  BOOST_TEST(errors(sim.state("broken"), fault_reason::other) == 0u);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"found broken", "found none", "failed broken"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_device_that_measures_nothing_is_read_only_as_often_as_alarms) {
  simulation sim({});
  auto device = chip("pwm", {"pwm1"});
  device.sensors[0].attributes = {{"enable", "pwm1_enable"}};
  sim.plug(std::move(device), bringing([](hwmon::readout& r, time_point) {
             r.inputs = {not_measured};
             r.attributes = std::make_shared<const hwmon::raw_attributes>();
           }));
  sim.run_until(start + 60500ms);
  BOOST_TEST(reads(sim, "pwm") == 5u);
  BOOST_TEST(sim.state("pwm").attributes);
  BOOST_TEST(*sim.state("pwm").up);
}

BOOST_AUTO_TEST_CASE(a_chip_without_sensors_is_listed_but_not_read_and_alone_counts_as_no_device) {
  simulation sim({});
  sim.plug(chip("bare", {}), {});
  sim.run_until(start + 3500ms);
  BOOST_TEST_REQUIRE(sim.latest()->devices.size() == 1u);
  BOOST_TEST(sim.state("bare").inputs.empty());
  BOOST_TEST(sim.state("bare").window.empty());
  BOOST_TEST(!sim.state("bare").up.has_value());
  BOOST_TEST(reads(sim, "bare") == 0u);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"no_devices"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(problems_of_the_last_discovery_are_shared_until_they_change) {
  simulation sim({});
  sim.plug("cpu", "cpu", {});
  sim.run_until(start + 1500ms);
  const auto none = sim.latest()->problems;
  BOOST_TEST_REQUIRE(none);
  BOOST_TEST(none->empty());
  sim.run_until(start + 62s);
  BOOST_TEST((sim.latest()->problems == none));
  const boost::system::error_code denied(EACCES, boost::system::generic_category());
  sim.add_problem({"/sys/class/hwmon", denied});
  sim.announce();
  sim.run_for(100ms);
  const auto one = sim.latest()->problems;
  BOOST_TEST_REQUIRE(one->size() == 1u);
  sim.add_problem({"/sys/class/hwmon", denied, hwmon::device_class::thermal_zone});
  sim.announce();
  sim.run_for(1s);
  BOOST_TEST(sim.latest()->problems->size() == 2u);
  BOOST_TEST(one->size() == 1u);
  BOOST_TEST(sim.notices == (std::vector<std::string>{"found cpu", "discovery_failed /sys/class/hwmon"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_announced_device_is_served_within_a_second_at_any_interval) {
  for (const auto interval : {duration(0), duration(1s), duration(1min)}) {
    simulation sim({.interval = interval});
    sim.plug("cpu", "cpu", {});
    sim.run_until(start + 5s);
    sim.plug("usb", "usb", {});
    sim.announce();
    sim.run_for(1s);
    BOOST_TEST(sim.served("usb"));
    sim.unplug("usb");
    sim.announce();
    sim.run_for(1s);
    BOOST_TEST(sim.latest()->devices.size() == 1u);
    BOOST_TEST(sim.notices == (std::vector<std::string>{"found cpu", "found usb", "removed usb"}),
               boost::test_tools::per_element());
    BOOST_TEST(sim.discoveries.size() == 5u);  // each event is looked at twice
  }
}

BOOST_AUTO_TEST_CASE(a_new_device_is_read_when_its_reader_is_free_and_others_are_not_read_more_often) {
  simulation sim({.interval = 1min});
  sim.plug("cpu", "cpu", taking(80ms));
  sim.run_until(start + 1min + 40ms);  // it is being read
  sim.plug("usb", "usb", {});
  sim.announce();
  sim.run_for(1s);
  BOOST_TEST(sim.served("usb"));
  BOOST_TEST(reads(sim, "cpu") == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
