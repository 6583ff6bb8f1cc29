// Events between two scrapes are in the second one.
#include "behaviours.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

using namespace cputemp;
using namespace cputemp::sampling;
using namespace cputemp::sampling::test;

namespace {

using temperature = std::function<std::int64_t(time_point)>;

/// A chip whose first sensor measures a package and the others its cores, all the same.
behaviour measuring(temperature millidegrees, unsigned package = 0, std::vector<hwmon::limit> limits = {}) {
  using hwmon::cpu_part;
  auto details = std::make_shared<std::vector<hwmon::sensor_details>>();
  details->push_back({"Package id 0", hwmon::cpu_position{cpu_part::package, package, {}}, std::move(limits)});
  details->push_back({"Core 0", hwmon::cpu_position{cpu_part::core, package, 0U}, {}});
  return {.brings = [=](hwmon::readout& r, time_point t) {
    details->resize(r.inputs.size());
    r.details = details;
    for (auto& input : r.inputs)
      if (input) input = millidegrees(t);
  }};
}

hwmon::device_description cpu_chip(const std::string& id, const std::string& chip, unsigned package = 0) {
  hwmon::device_description d;
  d.id = d.bus = id;
  d.package = package;
  d.identity = hwmon::chip_identity{chip, "coretemp"};
  for (const auto* sensor : {"temp1", "temp2"}) d.sensors.push_back({sensor, {{"input", id + '/' + sensor}}});
  return d;
}

temperature always(std::int64_t millidegrees) {
  return [=](time_point) { return millidegrees; };
}

const package_history& package(const snapshot& s, const std::string& name) {
  const auto found = std::ranges::find(*s.packages, name, &package_history::package);
  if (found == s.packages->end()) throw std::runtime_error("no package " + name);
  return *found;
}

double seconds_above(const snapshot& s, const std::string& name, const std::string& threshold) {
  const auto& above = package(s, name).above;
  const auto found = std::ranges::find(above, threshold, &package_history::time_above::threshold);
  if (found == above.end()) throw std::runtime_error("no threshold " + threshold);
  return found->seconds;
}

std::uint64_t in_bucket(const snapshot& s, const std::string& name, double upper_bound) {
  const auto& buckets = package(s, name).distribution.buckets;
  return std::ranges::find(buckets, upper_bound, &metrics::histogram_value::bucket::upper_bound)->cumulative_count;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cpu_history_suite)

BOOST_AUTO_TEST_CASE(a_burst_of_a_second_between_two_scrapes_is_in_the_next_one_of_each_scraper) {
  simulation sim({});
  sim.plug(cpu_chip("cpu", "platform_coretemp_0"),
           measuring([](time_point t) { return t > start + 19500ms && t < start + 20500ms ? 96'000 : 45'000; }));
  sim.run_until(start + 14900ms);
  sim.scrape();
  sim.run_until(start + 29900ms);
  sim.scrape();
  sim.scrape();
  BOOST_TEST_REQUIRE(sim.answers.size() == 3u);
  const auto& before = *sim.answers[0].got;
  const auto& after = *sim.answers[1].got;
  BOOST_TEST((sim.answers[2].got == sim.answers[1].got));

  BOOST_TEST(before.cpu_window->quantiles.back().value == 45.0);
  BOOST_TEST(before.cpu_window->count == 15u);
  BOOST_TEST(after.cpu_window->quantiles.back().value == 96.0);
  BOOST_TEST(after.cpu_window->quantiles.front().value == 45.0);
  BOOST_TEST(after.cpu_window->count == 30u);

  BOOST_TEST((before.devices[0]->window[0] == extremes{45'000, 45'000}));
  BOOST_TEST((after.devices[0]->window[0] == extremes{45'000, 96'000}));

  BOOST_TEST(seconds_above(before, "0", "85") == 0.0);
  BOOST_TEST(seconds_above(after, "0", "85") == 1.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(package(after, "0").distribution.count == 30u);
  BOOST_TEST(in_bucket(after, "0", 95) == 29u);
  BOOST_TEST(in_bucket(after, "0", 100) == 30u);
}

BOOST_AUTO_TEST_CASE(each_package_has_its_own_history_and_only_its_own_sensor_counts) {
  simulation sim({});
  sim.plug(cpu_chip("a", "platform_coretemp_0", 0), measuring(always(50'000), 0, {{"max", 48'000}}));
  sim.plug(cpu_chip("b", "platform_coretemp_1", 1), measuring(always(90'000), 1));
  sim.run_until(start + 10500ms);
  const auto& s = *sim.latest();
  BOOST_TEST_REQUIRE(s.packages->size() == 2u);
  BOOST_TEST(package(s, "0").distribution.count == 11u);  // the cores are not sampled
  BOOST_TEST(seconds_above(s, "0", "85") == 0.0);
  BOOST_TEST(seconds_above(s, "0", "max") == 10.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(seconds_above(s, "1", "85") == 10.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(package(s, "1").above.size() == 1u);
  BOOST_TEST(s.cpu_window->quantiles.front().value == 90.0);  // of the hottest
}

BOOST_AUTO_TEST_CASE(the_headline_is_the_hottest_package_in_the_background_and_for_a_scrape) {
  for (const duration interval : {duration(1s), duration(0s)}) {
    simulation sim({.interval = interval});
    auto hot = measuring(always(90'000), 1);
    hot.fails = failing(EIO, start + 10s, start + 1h).fails;
    sim.plug(cpu_chip("a", "platform_coretemp_0", 0), measuring(always(50'000), 0));
    sim.plug(cpu_chip("b", "platform_coretemp_1", 1), hot);
    sim.run_until(start + 5500ms);
    sim.scrape();
    sim.run_until(start + 20500ms);
    sim.scrape();
    sim.run_for(1s);
    BOOST_TEST_REQUIRE(sim.answers.size() == 2u);
    const auto& before = sim.answers[0].got->headline;
    BOOST_TEST_REQUIRE(before.has_value());
    BOOST_TEST(before->millidegrees == 90'000);
    BOOST_TEST(before->device == sim.answers[0].got->devices[1].get());
    BOOST_TEST(before->sensor == 0u);
    const auto& after = sim.answers[1].got->headline;
    BOOST_TEST_REQUIRE(after.has_value());
    BOOST_TEST(after->millidegrees == 50'000);
  }
}

BOOST_AUTO_TEST_CASE(a_hang_leaves_a_gap_and_a_failed_read_does_not) {
  simulation sim({});
  auto chip = measuring(always(90'000));
  chip.fails = failing(EIO, start + 4500ms, start + 6500ms).fails;
  chip.takes = [](time_point t) -> duration { return t > start + 19500ms && t < start + 49500ms ? 30s : 1ms; };
  sim.plug(cpu_chip("cpu", "platform_coretemp_0"), chip);
  sim.run_until(start + 19500ms);
  BOOST_TEST(seconds_above(*sim.latest(), "0", "85") == 19.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(sim.latest()->cpu_window->count == 18u);
  sim.run_until(start + 49500ms);
  BOOST_TEST(seconds_above(*sim.latest(), "0", "85") == 19.0, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(sim.latest()->cpu_window->count == 18u);  // a device that hangs adds nothing
  sim.run_until(start + 60500ms);
  BOOST_TEST(seconds_above(*sim.latest(), "0", "85") == 29.0, boost::test_tools::tolerance(0.1));
}

BOOST_AUTO_TEST_CASE(extremes_outlive_failing_reads_until_they_leave_the_window_and_then_a_snapshot_is_published) {
  simulation sim({.interval = 1min, .max_age = 2min, .window = 12s});
  sim.plug("cpu", "cpu", failing(EIO, start + 30s, start + 1h));
  sim.run_until(start + 1500ms);
  BOOST_TEST(sim.state("cpu").window[0].has_value());
  const auto first = sim.latest()->sequence;
  sim.run_until(start + 12500ms);
  BOOST_TEST(sim.state("cpu").window[0].has_value());
  sim.run_until(start + 13s);
  BOOST_TEST(!sim.state("cpu").window[0].has_value());
  BOOST_TEST(sim.served("cpu"));  // the reading itself is valid for longer
  sim.run_until(start + 59s);
  BOOST_TEST(sim.latest()->sequence == first + 1);
}

BOOST_AUTO_TEST_CASE(values_that_leave_the_windows_cause_one_snapshot_a_slice_at_most) {
  simulation sim({.interval = 1s, .window = 24s});
  for (int i = 0; i < 50; ++i)
    sim.plug(cpu_chip("cpu" + std::to_string(i), "chip" + std::to_string(i), static_cast<unsigned>(i)),
             measuring([](time_point t) { return t.time_since_epoch() / 1ms; }, static_cast<unsigned>(i)));
  sim.run_until(start + 60500ms);
  const auto before = sim.latest()->sequence;
  sim.run_for(60s);
  BOOST_TEST(sim.latest()->sequence - before <= 60u + 30u);
}

BOOST_AUTO_TEST_CASE(without_reads_in_the_background_there_is_no_history) {
  simulation sim({.interval = 0s, .max_age = 0s});
  sim.plug(cpu_chip("cpu", "platform_coretemp_0"), measuring(always(90'000)));
  for (int i = 0; i < 5; ++i) {
    sim.run_for(1s);
    sim.scrape();
  }
  sim.run_for(1s);
  BOOST_TEST(sim.served("cpu"));
  BOOST_TEST(sim.state("cpu").window.empty());
  BOOST_TEST(!sim.latest()->packages);
  BOOST_TEST(!sim.latest()->cpu_window);
}

BOOST_AUTO_TEST_CASE(a_reading_that_comes_too_late_for_its_sweep_is_a_sample) {
  simulation sim({});
  const auto hot = [](time_point t) { return t > start + 9500ms && t < start + 10500ms; };
  auto chip = measuring([=](time_point t) { return hot(t) ? 96'000 : 45'000; });
  chip.takes = [=](time_point t) -> duration { return hot(t) ? 300ms : 1ms; };
  sim.plug(cpu_chip("cpu", "platform_coretemp_0"), chip);
  sim.run_until(start + 14900ms);
  const auto& s = *sim.latest();
  BOOST_TEST(s.cpu_window->quantiles.back().value == 96.0);
  BOOST_TEST(s.cpu_window->count == 15u);
  BOOST_TEST(in_bucket(s, "0", 100) - in_bucket(s, "0", 95) == 1u);
  BOOST_TEST(seconds_above(s, "0", "85") == 0.701, boost::test_tools::tolerance(0.001));
}

BOOST_AUTO_TEST_CASE(a_chip_unplugged_and_back_a_thousand_times_leaves_no_series_and_restarts_its_counters) {
  simulation sim({});
  sim.plug("board", "board", {});
  for (int cycle = 0; cycle < 1000; ++cycle) {
    auto chip = measuring(always(90'000));
    chip.fails = failing(EIO, sim.now(), sim.now() + 50ms).fails;
    sim.plug(cpu_chip("hwmon" + std::to_string(cycle), "platform_coretemp_0"), chip);
    sim.announce();
    sim.run_for(2500ms);
    BOOST_TEST_REQUIRE(sim.latest()->devices.size() == 2u);
    const auto& d = *sim.latest()->devices[1];
    BOOST_TEST_REQUIRE(errors(d, hwmon::fault_reason::io) == 2u);  // two sensors, once each
    BOOST_TEST_REQUIRE(sim.latest()->packages->size() == 1u);
    BOOST_TEST_REQUIRE(seconds_above(*sim.latest(), "0", "85") <= 2.5);
    BOOST_TEST_REQUIRE(package(*sim.latest(), "0").distribution.count <= 3u);
    sim.unplug("hwmon" + std::to_string(cycle));
    sim.announce();
    sim.run_for(1s);
    BOOST_TEST_REQUIRE(sim.latest()->devices.size() == 1u);
    BOOST_TEST_REQUIRE(sim.latest()->packages->empty());
  }
  BOOST_TEST(sim.most_readers() == 1u);
}

BOOST_AUTO_TEST_CASE(the_history_of_a_package_goes_on_when_its_chip_becomes_another_hwmon) {
  simulation sim({});
  sim.plug(cpu_chip("hwmon2", "platform_coretemp_0"), measuring(always(90'000)));
  sim.run_until(start + 10500ms);
  sim.unplug("hwmon2");
  sim.plug(cpu_chip("hwmon5", "platform_coretemp_0"), measuring(always(90'000)));
  sim.announce();
  sim.run_until(start + 20500ms);
  BOOST_TEST(sim.latest()->devices.size() == 1u);
  BOOST_TEST(seconds_above(*sim.latest(), "0", "85") == 20.0, boost::test_tools::tolerance(1e-6));
  BOOST_TEST(sim.state("hwmon5").window[0]->lowest == 90'000);
}

BOOST_AUTO_TEST_CASE(ten_thousand_sensors_have_their_windows) {
  simulation sim({});
  for (int chip = 0; chip < 100; ++chip) {
    hwmon::device_description d;
    d.id = d.bus = "chip" + std::to_string(chip);
    d.identity = hwmon::chip_identity{d.id, "simulated"};
    for (int i = 1; i <= 100; ++i) d.sensors.push_back({"temp" + std::to_string(i), {{"input", "x"}}});
    sim.plug(std::move(d), {.takes = [](time_point) { return 100us; }});
  }
  sim.run_until(start + 3500ms);
  std::size_t windows = 0;
  for (const auto& d : sim.latest()->devices)
    windows += static_cast<std::size_t>(
        std::ranges::count_if(d->window, [](const auto& w) { return w && w->lowest < 100 && w->highest > 2'900; }));
  BOOST_TEST(windows == 10'000u);
}

BOOST_AUTO_TEST_SUITE_END()
