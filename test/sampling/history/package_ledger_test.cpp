#include "history/package_ledger.hpp"

#include "history/package_sample.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::sampling;
using test::package_sample;
using namespace std::chrono_literals;
using time_point = boot_clock::time_point;

namespace {

constexpr time_point start(1h);
constexpr std::chrono::system_clock::time_point found(50h);

/// The seconds above each threshold of the only package.
std::map<std::string, double> above(package_ledger& ledger) {
  std::map<std::string, double> result;
  BOOST_TEST_REQUIRE(ledger.value()->size() == 1u);
  for (const auto& [threshold, seconds] : ledger.value()->front().above) result.emplace(threshold, seconds);
  return result;
}

using seconds_above = std::map<std::string, double>;

std::vector<std::string> names(package_ledger& ledger) {
  std::vector<std::string> result;
  for (const auto& history : *ledger.value()) result.push_back(history.package);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(package_ledger_suite)

BOOST_AUTO_TEST_CASE(time_counts_for_the_state_of_the_sample_before_it) {
  package_ledger ledger({85, 82.5});
  BOOST_TEST(ledger.value()->empty());
  ledger.observe(package_sample(84'000, start).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"82.5", 0}, {"85", 0}}));
  ledger.observe(package_sample(90'000, start + 1s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"82.5", 1}, {"85", 0}}));
  ledger.observe(package_sample(40'000, start + 3s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"82.5", 3}, {"85", 2}}));
  ledger.observe(package_sample(90'000, start + 4s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"82.5", 3}, {"85", 2}}));
}

BOOST_AUTO_TEST_CASE(at_a_threshold_is_above_it) {
  package_ledger ledger({82.3, -5});
  ledger.observe(package_sample(82'300, start).as("0"), found);
  ledger.observe(package_sample(82'299, start + 1s).as("0"), found);
  ledger.observe(package_sample(-5'000, start + 2s).as("0"), found);
  ledger.observe(package_sample(-5'001, start + 3s).as("0"), found);
  ledger.observe(package_sample(-60'000, start + 4s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"-5", 3}, {"82.3", 1}}));
}

BOOST_AUTO_TEST_CASE(a_gap_longer_than_the_reading_was_valid_adds_nothing) {
  package_ledger ledger({85});
  ledger.observe(package_sample(90'000, start).as("0"), found);
  ledger.observe(package_sample(90'000, start + 5s).as("0"), found);  // a read or two may have failed in between
  BOOST_TEST((above(ledger) == seconds_above{{"85", 5}}));
  ledger.observe(package_sample(90'000, start + 10s + 1ns).as("0"), found);  // hung, stopped or suspended
  BOOST_TEST((above(ledger) == seconds_above{{"85", 5}}));
  ledger.observe(package_sample(90'000, start + 11s).as("0"), found);
  BOOST_TEST(above(ledger).at("85") == 6.0, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(a_reading_is_a_sample_once) {
  package_ledger ledger({85});
  ledger.observe(package_sample(90'000, start).as("0"), found);
  const auto before = ledger.value();
  ledger.observe(package_sample(90'000, start).as("0"), found);
  ledger.observe({{"0", std::nullopt}}, found);
  BOOST_TEST((ledger.value() == before));  // the same object
  BOOST_TEST(before->front().distribution.count == 1u);
}

BOOST_AUTO_TEST_CASE(the_limits_of_its_own_sensor_are_thresholds_and_stay_when_they_go) {
  package_ledger ledger({85, 85.0});
  ledger.observe(package_sample(70'000, start).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 0}}));
  ledger.observe(
      package_sample(87'000, start + 1s, {{"crit", 100'000}, {"max", 86'000}, {"emergency", 80'000}}).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 0}, {"crit", 0}, {"max", 0}}));
  ledger.observe(package_sample(87'000, start + 2s).as("0"), found);  // of another sensor, which has none
  ledger.observe(package_sample(87'000, start + 3s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 2}, {"crit", 0}, {"max", 1}}));
}

BOOST_AUTO_TEST_CASE(samples_below_and_above_all_bounds_are_in_the_distribution_too) {
  package_ledger ledger({});
  auto now = start;
  for (const std::int64_t millidegrees : {-20'000, 40'000, 40'001, 105'000, 106'000, 150'000})
    ledger.observe(package_sample(millidegrees, now += 1s).as("0"), found);
  const auto& history = ledger.value()->front();
  BOOST_TEST((history.source == hwmon::device_class::hwmon));
  BOOST_TEST(history.above.empty());
  BOOST_TEST(history.distribution.count == 6u);
  BOOST_TEST(history.distribution.sum == 421.001, boost::test_tools::tolerance(1e-9));
  using bucket = metrics::histogram_value::bucket;
  const std::vector<bucket> expected = {{40, 2}, {50, 3}, {60, 3}, {65, 3}, {70, 3},  {75, 3},
                                        {80, 3}, {85, 3}, {90, 3}, {95, 3}, {100, 3}, {105, 4}};
  BOOST_TEST((history.distribution.buckets == expected));
  BOOST_TEST_REQUIRE(history.distribution.native.has_value());
  BOOST_TEST(history.distribution.native->schema == 5);
}

BOOST_AUTO_TEST_CASE(a_sample_below_zero_is_remembered_and_zero_does_not_count_as_one) {
  package_ledger ledger({});
  ledger.observe(package_sample(0, start).as("0"), found);
  BOOST_TEST(!ledger.value()->front().distribution.any_negative);
  ledger.observe(package_sample(-1, start + 1s).as("0"), found);
  ledger.observe(package_sample(20'000, start + 2s).as("0"), found);
  ledger.observe(package_sample(20'000, start + 2s).as("1"), found);
  BOOST_TEST(ledger.value()->front().distribution.any_negative);
  BOOST_TEST(!ledger.value()->back().distribution.any_negative);
}

BOOST_AUTO_TEST_CASE(a_package_is_found_once_until_it_has_gone) {
  package_ledger ledger({});
  ledger.observe(package_sample(40'000, start).as("0"), found);
  ledger.observe(package_sample(40'000, start + 1s).as("0"), found + 1s);
  BOOST_TEST((ledger.value()->front().found == found));
  ledger.keep({}, {});
  ledger.observe(package_sample(40'000, start + 2s).as("0"), found + 2s);
  BOOST_TEST((ledger.value()->front().found == found + 2s));
}

BOOST_AUTO_TEST_CASE(a_history_ends_with_its_package_and_begins_again_from_zero) {
  package_ledger ledger({85});
  const snapshot none;
  ledger.observe(package_sample(90'000, start).as("0"), found);
  ledger.observe(package_sample(90'000, start).as("1"), found);
  ledger.observe(package_sample(90'000, start + 1s).as("10"), found);
  BOOST_TEST(names(ledger) == (std::vector<std::string>{"0", "1", "10"}), boost::test_tools::per_element());
  ledger.keep({{"0", std::nullopt}}, none);  // it can't be read, but exists
  BOOST_TEST(names(ledger) == (std::vector<std::string>{"0"}), boost::test_tools::per_element());
  ledger.observe(package_sample(90'000, start + 1s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 1}}));
  ledger.keep({}, none);
  BOOST_TEST(ledger.value()->empty());
  ledger.observe(package_sample(90'000, start + 2s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 0}}));
}

BOOST_AUTO_TEST_CASE(a_chip_with_a_new_id_keeps_its_history_until_it_is_read) {
  package_ledger ledger({85});
  ledger.observe(package_sample(90'000, start).as("pci0000:00_0000:00:18_3"), found);
  hwmon::device_description renumbered;
  renumbered.id = "hwmon7";
  renumbered.identity = hwmon::chip_identity{"pci0000:00_0000:00:18_3", "k10temp"};
  auto unread = std::make_shared<device_state>();
  unread->description = std::make_shared<const hwmon::device_description>(renumbered);
  snapshot s;
  s.devices = {unread};
  ledger.keep({}, s);
  BOOST_TEST(ledger.value()->size() == 1u);
  unread->details = std::make_shared<const std::vector<hwmon::sensor_details>>();
  ledger.keep({}, s);
  BOOST_TEST(ledger.value()->empty());
}

BOOST_AUTO_TEST_SUITE_END()
