#include "drivers/driver_table.hpp"

#include <cputemp/hwmon/clean_name.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

namespace cputemp::hwmon {

namespace {

std::string without_star(std::string_view driver) {
  return std::string(driver.ends_with('*') ? driver.substr(0, driver.size() - 1) : driver);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(driver_table_suite)

BOOST_AUTO_TEST_CASE(each_row_can_be_reached_by_a_cleaned_name) {
  for (const driver_facts& row : driver_table()) BOOST_TEST_CONTEXT(row.driver) {
      const std::string driver = without_star(row.driver);
      BOOST_TEST(clean_name(driver) == driver);
      BOOST_TEST(&facts_of(driver) == &row);
    }
}

BOOST_AUTO_TEST_CASE(a_row_is_for_its_driver_alone_and_with_a_star_for_all_that_start_so) {
  BOOST_TEST(facts_of("nvme").slow);
  BOOST_TEST(!facts_of("nvme2").slow);
  BOOST_TEST(!facts_of("nvm").slow);
  BOOST_TEST(facts_of("nct6775").sentinels.size() == 3U);
  BOOST_TEST(facts_of("xnct").sentinels.empty());
  BOOST_TEST(facts_of("").driver.empty());
}

BOOST_AUTO_TEST_CASE(drivers_that_take_a_command_for_each_read_are_slow) {
  const struct {
    const char* driver;
    bool slow;
    bool one_wire;
  } rows[] = {{"coretemp", false, false},
              {"drivetemp", true, false},
              {"lm75", false, false},
              {"nvme", true, false},
              {"w1_slave_temp", true, true}};
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.driver) {
      BOOST_TEST(facts_of(row.driver).slow == row.slow);
      BOOST_TEST(facts_of(row.driver).one_wire == row.one_wire);
    }
}

BOOST_AUTO_TEST_CASE(the_package_of_a_chip_is_found_by_the_rule_of_its_driver) {
  BOOST_CHECK(facts_of("coretemp").package == package_rule::coretemp_device);
  BOOST_CHECK(facts_of("k10temp").package == package_rule::amd_node);
  BOOST_CHECK(facts_of("zenpower").package == package_rule::amd_node);
  BOOST_CHECK(facts_of("soc_thermal").package == package_rule::only_one);
  BOOST_CHECK(facts_of("cpu0_thermal").package == package_rule::only_one);
  BOOST_CHECK(facts_of("via_cputemp").package == package_rule::unknown);
  BOOST_CHECK(facts_of("nvme").package == package_rule::unknown);
}

BOOST_AUTO_TEST_CASE(a_pattern_fits_by_sensor_and_label) {
  const sensor_name core{"temp2", "Core 12"};
  BOOST_CHECK(match({}, core));
  BOOST_CHECK(match({.sensor = "temp2"}, core));
  BOOST_CHECK(!match({.sensor = "temp1"}, core));
  BOOST_CHECK(match({.label = "Core 12"}, core));
  BOOST_CHECK(!match({.label = "Core 1"}, core));
  BOOST_CHECK(!match({.sensor = "temp1", .label = "Core #"}, core));
  BOOST_CHECK(match({.sensor = "temp2", .label = "Core #"}, core)->number == 12U);
  BOOST_CHECK(!match({.label = "Core 12"}, core)->number);
  BOOST_CHECK(!match({.label = ""}, core));
  BOOST_CHECK(match({.label = ""}, {"temp1", ""}));
  BOOST_CHECK(!match({.label = "Core #"}, {"temp1", "Core x"}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
