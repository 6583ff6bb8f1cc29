// The times of day since which counters count; they stay the same as long as the counters go on.
#include "behaviours.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>
#include <utility>

using namespace cputemp;
using namespace cputemp::sampling;
using namespace cputemp::sampling::test;

namespace {

using wall_time = std::chrono::system_clock::time_point;

/// The chip of package 0. All its sensors measure the package.
hwmon::device_description chip(const std::string& id, const std::vector<std::string>& sensors = {"temp1"}) {
  hwmon::device_description d;
  d.id = d.bus = id;
  d.package = 0;
  d.identity = hwmon::chip_identity{id, "coretemp"};
  for (const auto& sensor : sensors) d.sensors.push_back({sensor, {{"input", id + '/' + sensor}}});
  return d;
}

wall_time package_found(const simulation& sim) {
  BOOST_TEST_REQUIRE(sim.latest()->packages->size() == 1u);
  return sim.latest()->packages->front().found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(counting_since_suite)

BOOST_AUTO_TEST_CASE(counting_begins_before_the_first_snapshot_and_setting_the_wall_clock_does_not_change_that) {
  simulation sim({});
  const auto began = sim.wall();
  sim.plug(chip("a"), {});
  sim.run_until(start + 100ms);
  const auto found = sim.state("a").found;
  const auto sampled = package_found(sim);
  BOOST_TEST((sim.latest()->started == began));
  BOOST_TEST((began <= found && found <= sampled && sampled <= sim.wall()));
  for (const auto set : {duration(-48h), duration(72h)}) {
    sim.set_wall_clock(set);
    sim.run_for(3min);
    BOOST_TEST((sim.latest()->started == began));
    BOOST_TEST((sim.state("a").found == found));
    BOOST_TEST((package_found(sim) == sampled));
  }
}

BOOST_AUTO_TEST_CASE(a_device_that_goes_and_comes_back_counts_from_zero_and_so_does_its_package) {
  simulation sim({});
  sim.plug(chip("a"), {});
  sim.plug("b", "b", {});
  sim.run_until(start + 10s);
  const auto found = sim.state("a").found;
  const auto sampled = package_found(sim);
  const auto other = sim.state("b").found;
  sim.unplug("a");
  sim.run_for(2min);
  BOOST_TEST(sim.latest()->packages->empty());
  sim.plug(chip("a"), {});
  const auto back = sim.wall();
  sim.run_for(2min);
  BOOST_TEST((found < back && sampled < back));
  BOOST_TEST((sim.state("a").found > back));
  BOOST_TEST((package_found(sim) >= sim.state("a").found));
  BOOST_TEST((sim.state("b").found == other));
}

BOOST_AUTO_TEST_CASE(a_device_with_a_new_description_counts_on_and_so_does_its_package) {
  simulation sim({});
  sim.plug(chip("a"), {});
  sim.run_until(start + 10s);
  const auto found = sim.state("a").found;
  const auto sampled = package_found(sim);
  sim.plug(chip("a", {"temp1", "temp2"}), {});
  sim.run_for(2min);
  BOOST_TEST_REQUIRE(sim.state("a").inputs.size() == 2u);
  BOOST_TEST((sim.state("a").found == found));
  BOOST_TEST((package_found(sim) == sampled));
}

BOOST_AUTO_TEST_CASE(a_package_counts_on_when_its_chip_becomes_another_device) {
  simulation sim({});
  sim.plug(chip("a"), {});
  sim.run_until(start + 10s);
  const auto sampled = package_found(sim);
  sim.unplug("a");
  auto renumbered = chip("a");
  renumbered.id = "b";
  sim.plug(std::move(renumbered), {});
  const auto changed = sim.wall();
  sim.run_for(2min);
  BOOST_TEST((sim.state("b").found > changed));
  BOOST_TEST((package_found(sim) == sampled));
}

BOOST_AUTO_TEST_SUITE_END()
