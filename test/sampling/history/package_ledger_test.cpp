#include "history/package_ledger.hpp"

#include "history/headline_window.hpp"

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
using namespace std::chrono_literals;
using time_point = boot_clock::time_point;

namespace {

constexpr time_point start(1h);
constexpr std::chrono::system_clock::time_point found(50h);

/// One reading of a package, valid for five seconds.
class sample {
 public:
  sample(std::int64_t millidegrees, time_point read, std::vector<hwmon::limit> limits = {}) {
    hwmon::device_description d;
    d.identity = hwmon::chip_identity{"platform_coretemp_0", "coretemp"};
    d.sensors = {{"temp1", {}}};
    device_.description = std::make_shared<const hwmon::device_description>(d);
    device_.details = std::make_shared<const std::vector<hwmon::sensor_details>>(
        1, hwmon::sensor_details{"", hwmon::cpu_position{hwmon::cpu_part::package, 0, {}}, std::move(limits)});
    device_.inputs = {millidegrees};
    device_.read_ended = read;
    device_.inputs_expire = read + 5s;
  }
  cpu_temperature temperature() const { return {*device_.inputs.front(), &device_, 0}; }
  std::vector<cpu_package> as(const std::string& package) const { return {{package, temperature()}}; }

 private:
  device_state device_;
};

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

BOOST_AUTO_TEST_CASE(time_counts_for_the_state_that_the_sample_before_it_found) {
  package_ledger ledger({85, 82.5});
  BOOST_TEST(ledger.value()->empty());
  ledger.observe(sample(84'000, start).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"82.5", 0}, {"85", 0}}));
  ledger.observe(sample(90'000, start + 1s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"82.5", 1}, {"85", 0}}));
  ledger.observe(sample(40'000, start + 3s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"82.5", 3}, {"85", 2}}));
  ledger.observe(sample(90'000, start + 4s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"82.5", 3}, {"85", 2}}));
}

BOOST_AUTO_TEST_CASE(at_a_threshold_is_above_it) {
  package_ledger ledger({82.3, -5});
  ledger.observe(sample(82'300, start).as("0"), found);
  ledger.observe(sample(82'299, start + 1s).as("0"), found);
  ledger.observe(sample(-5'000, start + 2s).as("0"), found);
  ledger.observe(sample(-5'001, start + 3s).as("0"), found);
  ledger.observe(sample(-60'000, start + 4s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"-5", 3}, {"82.3", 1}}));
}

BOOST_AUTO_TEST_CASE(a_gap_longer_than_the_reading_was_valid_adds_nothing) {
  package_ledger ledger({85});
  ledger.observe(sample(90'000, start).as("0"), found);
  ledger.observe(sample(90'000, start + 5s).as("0"), found);  // a failed read or two in between, as far as it knows
  BOOST_TEST((above(ledger) == seconds_above{{"85", 5}}));
  ledger.observe(sample(90'000, start + 10s + 1ns).as("0"), found);  // hung, stopped or suspended
  BOOST_TEST((above(ledger) == seconds_above{{"85", 5}}));
  ledger.observe(sample(90'000, start + 11s).as("0"), found);
  BOOST_TEST(above(ledger).at("85") == 6.0, boost::test_tools::tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(a_reading_is_a_sample_once) {
  package_ledger ledger({85});
  ledger.observe(sample(90'000, start).as("0"), found);
  const auto before = ledger.value();
  ledger.observe(sample(90'000, start).as("0"), found);
  ledger.observe({{"0", std::nullopt}}, found);
  BOOST_TEST((ledger.value() == before));  // not even another object
  BOOST_TEST(before->front().distribution.count == 1u);
}

BOOST_AUTO_TEST_CASE(the_limits_of_its_own_sensor_are_thresholds_and_stay_once_they_were_there) {
  package_ledger ledger({85, 85.0});
  ledger.observe(sample(70'000, start).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 0}}));
  ledger.observe(sample(87'000, start + 1s, {{"crit", 100'000}, {"max", 86'000}, {"emergency", 80'000}}).as("0"),
                 found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 0}, {"crit", 0}, {"max", 0}}));
  ledger.observe(sample(87'000, start + 2s).as("0"), found);  // of another sensor, which has none
  ledger.observe(sample(87'000, start + 3s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 2}, {"crit", 0}, {"max", 1}}));
}

BOOST_AUTO_TEST_CASE(all_samples_are_in_the_distribution_below_and_above_all_bounds_too) {
  package_ledger ledger({});
  auto now = start;
  for (const std::int64_t millidegrees : {-20'000, 40'000, 40'001, 105'000, 106'000, 150'000})
    ledger.observe(sample(millidegrees, now += 1s).as("0"), found);
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

BOOST_AUTO_TEST_CASE(a_sample_below_zero_is_remembered_and_zero_is_none) {
  package_ledger ledger({});
  ledger.observe(sample(0, start).as("0"), found);
  BOOST_TEST(!ledger.value()->front().distribution.any_negative);
  ledger.observe(sample(-1, start + 1s).as("0"), found);
  ledger.observe(sample(20'000, start + 2s).as("0"), found);
  ledger.observe(sample(20'000, start + 2s).as("1"), found);
  BOOST_TEST(ledger.value()->front().distribution.any_negative);
  BOOST_TEST(!ledger.value()->back().distribution.any_negative);
}

BOOST_AUTO_TEST_CASE(a_package_is_found_once_until_it_has_gone) {
  package_ledger ledger({});
  ledger.observe(sample(40'000, start).as("0"), found);
  ledger.observe(sample(40'000, start + 1s).as("0"), found + 1s);
  BOOST_TEST((ledger.value()->front().found == found));
  ledger.keep({}, {});
  ledger.observe(sample(40'000, start + 2s).as("0"), found + 2s);
  BOOST_TEST((ledger.value()->front().found == found + 2s));
}

BOOST_AUTO_TEST_CASE(a_history_ends_with_its_package_and_begins_anew) {
  package_ledger ledger({85});
  const snapshot none;
  ledger.observe(sample(90'000, start).as("0"), found);
  ledger.observe(sample(90'000, start).as("1"), found);
  ledger.observe(sample(90'000, start + 1s).as("10"), found);
  BOOST_TEST(names(ledger) == (std::vector<std::string>{"0", "1", "10"}), boost::test_tools::per_element());
  ledger.keep({{"0", std::nullopt}}, none);  // it can't be read, but it is there
  BOOST_TEST(names(ledger) == (std::vector<std::string>{"0"}), boost::test_tools::per_element());
  ledger.observe(sample(90'000, start + 1s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 1}}));
  ledger.keep({}, none);
  BOOST_TEST(ledger.value()->empty());
  ledger.observe(sample(90'000, start + 2s).as("0"), found);
  BOOST_TEST((above(ledger) == seconds_above{{"85", 0}}));
}

BOOST_AUTO_TEST_CASE(a_chip_that_has_another_id_now_keeps_its_history_until_it_is_read) {
  package_ledger ledger({85});
  ledger.observe(sample(90'000, start).as("pci0000:00_0000:00:18_3"), found);
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

// ---- the window over the hottest package ----

BOOST_AUTO_TEST_CASE(the_window_has_the_quantiles_of_its_readings_and_forgets_them_in_steps) {
  headline_window window(2min);
  BOOST_TEST(!window.value(start).summary);
  BOOST_TEST((window.value(start).expires == time_point::max()));
  for (int i = 1; i <= 10; ++i) {
    const sample reading(i * 10'000, start + i * 1s);
    window.observe(reading.temperature());
    window.observe(reading.temperature());  // the same one again
  }
  window.observe(std::nullopt);
  using quantile = metrics::summary_value::quantile;
  const auto now = window.value(start + 10s);
  BOOST_TEST((window.value(start + 11s).summary == now.summary));  // the same object while nothing changes
  BOOST_TEST((now.summary->quantiles == std::vector<quantile>{{0, 10}, {0.5, 50}, {0.9, 90}, {0.99, 100}, {1, 100}}));
  BOOST_TEST(now.summary->count == 10u);
  BOOST_TEST(now.summary->sum == 550.0);
  BOOST_TEST((now.expires == start + 20s));
  BOOST_TEST(window.value(start + 2min).summary->quantiles.size() == 5u);
  const auto later = window.value(start + 2min + 20s);
  BOOST_TEST(later.summary->quantiles.empty());
  BOOST_TEST(later.summary->count == 10u);
  BOOST_TEST((later.expires == time_point::max()));
}

BOOST_AUTO_TEST_CASE(the_window_remembers_a_reading_below_zero_when_it_has_left_too) {
  headline_window window(2min);
  const sample zero(0, start);
  window.observe(zero.temperature());
  BOOST_TEST(!window.value(start).summary->any_negative);
  const sample below(-1, start + 1s);
  window.observe(below.temperature());
  BOOST_TEST(window.value(start + 1s).summary->any_negative);
  const auto later = window.value(start + 10min).summary;
  BOOST_TEST(later->quantiles.empty());
  BOOST_TEST(later->any_negative);
}

BOOST_AUTO_TEST_SUITE_END()
