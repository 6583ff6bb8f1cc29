#include "sensor_kind.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(sensor_kinds_and_properties)

BOOST_AUTO_TEST_CASE(file_names_are_taken_apart_into_kind_number_and_property) {
  const struct {
    const char* file;
    std::uint64_t number;
    const char* property;
  } rows[] = {
      {"temp1_input", 1, "input"},
      {"temp04_crit_alarm", 4, "crit_alarm"},
      {"temp0_x", 0, "x"},
      {"temp1__", 1, "_"},
      {"temp18446744073709551615_max", 18446744073709551615U, "max"},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.file) {
      const auto found = parse_attribute_name(row.file);
      BOOST_REQUIRE(found.has_value());
      BOOST_TEST(found->kind == "temp");
      BOOST_TEST(found->number == row.number);
      BOOST_TEST(found->property == row.property);
    }
}

BOOST_AUTO_TEST_CASE(other_files_are_no_attributes) {
  for (const char* file : {"", "temp", "temp_input", "temp1", "temp1_", "temp1foo", "temp1-input", "temp-1_input",
                           "temp+1_input", "temp18446744073709551616_input", "Temp1_input", "xtemp1_input",
                           "fan1_input", "name", "power", "temperature1_input"})
    BOOST_TEST_CONTEXT(file) BOOST_CHECK(!parse_attribute_name(file));
}

BOOST_AUTO_TEST_CASE(properties_are_limits_alarms_or_neither) {
  for (const char* property : {"max", "max_hyst", "crit", "crit_hyst", "emergency", "emergency_hyst"})
    BOOST_TEST_CONTEXT(property) BOOST_CHECK(side_of_limit(property) == limit_side::upper);
  for (const char* property : {"min", "min_hyst", "lcrit", "lcrit_hyst"})
    BOOST_TEST_CONTEXT(property) BOOST_CHECK(side_of_limit(property) == limit_side::lower);
  for (const char* property : {"", "input", "offset", "type", "highest", "lowest", "max_alarm", "maximum"})
    BOOST_TEST_CONTEXT(property) BOOST_CHECK(!side_of_limit(property));
  for (const char* about : {"max", "crit", "emergency", "min", "lcrit"})
    BOOST_TEST_CONTEXT(about) BOOST_TEST(alarm_of(std::string(about) + "_alarm") == about);
  BOOST_TEST(alarm_of("alarm") == "alarm");
  BOOST_TEST(alarm_of("fault") == "fault");
  for (const char* property : {"", "max", "beep", "x_alarm", "_alarm"})
    BOOST_TEST_CONTEXT(property) BOOST_TEST(alarm_of(property).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
