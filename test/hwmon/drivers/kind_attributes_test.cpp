#include "drivers/kind_attributes.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(kind_attributes_suite)

BOOST_AUTO_TEST_CASE(file_names_are_taken_apart_into_kind_number_and_property) {
  using enum sensor_kind;
  const struct {
    const char* file;
    sensor_kind kind;
    std::int64_t number;
    const char* property;
  } rows[] = {
      {"temp1_input", temp, 1, "input"},
      {"temp04_crit_alarm", temp, 4, "crit_alarm"},
      {"temp0_x", temp, 0, "x"},
      {"temp1__", temp, 1, "_"},
      {"temp9223372036854775807_max", temp, 9223372036854775807, "max"},
      {"temp", temp, 0, ""},
      {"temp_1x", temp, 0, "1x"},
      {"fan2_input", fan, 2, "input"},
      {"in0_input", in, 0, "input"},
      {"curr1_rated_max", curr, 1, "rated_max"},
      {"power1_average_interval_min", power, 1, "average_interval_min"},
      {"energy64_input", energy, 64, "input"},
      {"humidity1_input", humidity, 1, "input"},
      {"freq1_label", freq, 1, "label"},
      {"pwm1", pwm, 1, ""},
      {"pwm1_auto_point1_temp", pwm, 1, "auto_point1_temp"},
      {"intrusion0_alarm", intrusion, 0, "alarm"},
      {"cpu0_vid", cpu, 0, "vid"},
      {"vrm", vrm, 0, ""},
      {"beep_enable", beep_enable, 0, ""},
      {"update_interval", update_interval, 0, ""},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.file) {
      const auto found = parse_attribute_name(row.file);
      BOOST_REQUIRE(found.has_value());
      BOOST_CHECK(found->kind == row.kind);
      BOOST_TEST(found->number == row.number);
      BOOST_TEST(found->property == row.property);
    }
}

BOOST_AUTO_TEST_CASE(other_files_are_not_attributes) {
  for (const char* file : {"", "1", "_", "temp_input", "temp1_", "temp1foo", "temp1-input", "temp-1_input",
                           "temp+1_input", "temp9223372036854775808_input", "Temp1_input", "xtemp1_input", "name",
                           "temperature1_input", "alarms", "beep_mask", "update_interval_max", "cooling_state1"})
    BOOST_TEST_CONTEXT(file) BOOST_CHECK(!parse_attribute_name(file));
}

BOOST_AUTO_TEST_CASE(the_reading_is_in_the_file_that_the_kernel_names_for_its_kind) {
  using names = std::vector<std::string>;
  const names of_kinds[] = {{"input"}, {"input"}, {"input"}, {"input"}, {"input", "average"},
                            {"input"}, {"input"}, {"input"}, {""},      {"alarm"},
                            {},        {},        {},        {},        {"input"},
                            {"input"}, {"input"}};
  for (std::size_t kind = 0; kind < std::size(of_kinds); ++kind) BOOST_TEST_CONTEXT("kind " << kind) {
      const auto found = measured_properties(static_cast<sensor_kind>(kind));
      BOOST_TEST(names(found.begin(), found.end()) == of_kinds[kind], boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(each_kind_has_limits_of_its_own) {
  using names = std::vector<std::string>;
  const names electric = {"crit", "lcrit", "max", "min", "rated_max", "rated_min"};
  const names of_kinds[] = {
      {"crit", "crit_hyst", "emergency", "emergency_hyst", "lcrit", "lcrit_hyst", "max", "max_hyst", "min", "min_hyst"},
      {"max", "min"},
      electric,
      electric,
      {"cap", "cap_max", "cap_min", "crit", "lcrit", "max", "min", "rated_max", "rated_min"},
      {},
      {"max", "max_hyst", "min", "min_hyst", "rated_max", "rated_min"},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {"max"},
      {},
      {}};
  const names properties = {"",           "average",   "cap",       "cap_hyst",       "cap_max", "cap_min", "crit",
                            "crit_hyst",  "div",       "emergency", "emergency_hyst", "highest", "input",   "lcrit",
                            "lcrit_hyst", "lowest",    "max",       "max_hyst",       "maximum", "min",     "min_hyst",
                            "offset",     "rated_max", "rated_min", "target",         "type"};
  for (std::size_t kind = 0; kind < std::size(of_kinds); ++kind) BOOST_TEST_CONTEXT("kind " << kind) {
      names found;
      for (const std::string& property : properties)
        if (role_of(static_cast<sensor_kind>(kind), property) == attribute_role::limit) found.push_back(property);
      BOOST_TEST(found == of_kinds[kind], boost::test_tools::per_element());
    }
}

BOOST_AUTO_TEST_CASE(other_roles_are_the_same_for_all_kinds_but_that_of_a_pwm_s_enable) {
  const struct {
    const char* property;
    attribute_role role;
  } rows[] = {
      {"label", attribute_role::label},
      {"fault", attribute_role::fault},
      {"enable", attribute_role::enable},
      {"alarm", attribute_role::alarm},
      {"max_alarm", attribute_role::alarm},
      {"cap_alarm", attribute_role::alarm},
      {"beep", attribute_role::other},
      {"max_beep", attribute_role::other},
      {"x_alarm", attribute_role::other},
      {"_alarm", attribute_role::other},
      {"auto_point1_temp", attribute_role::other},
  };
  using enum sensor_kind;
  for (const sensor_kind kind : {temp, fan, in, curr, power, energy, humidity, freq, intrusion})
    for (const auto& row : rows) BOOST_TEST_CONTEXT(row.property) BOOST_CHECK(role_of(kind, row.property) == row.role);
  BOOST_CHECK(role_of(pwm, "enable") == attribute_role::other);
}

BOOST_AUTO_TEST_CASE(alarms_say_what_they_are_about) {
  for (const char* about : {"max", "crit", "emergency", "min", "lcrit", "cap"})
    BOOST_TEST_CONTEXT(about) BOOST_TEST(alarm_of(std::string(about) + "_alarm") == about);
  BOOST_TEST(alarm_of("alarm") == "alarm");
  BOOST_TEST(alarm_of("fault") == "fault");
  for (const char* property : {"", "max", "beep", "x_alarm", "_alarm"})
    BOOST_TEST_CONTEXT(property) BOOST_TEST(alarm_of(property).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
