#include "one_chip.hpp"
#include "scripted_pread.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <cstdint>

namespace cputemp::hwmon {

namespace {

using test::one_chip;
using test::scripted_pread;
using readings = std::vector<reading>;
using enum sensor_kind;

const std::set<sensor_kind> all_kinds = {temp, fan, in, curr, power, energy, humidity, freq, pwm, intrusion};

reading failure(sensor_errc error) { return make_error_code(error); }

std::vector<std::string> sensors_of(const one_chip& chip, std::set<sensor_kind> kinds) {
  const auto found =
      make_sysfs_source({.root = chip.root(), .classes = {device_class::hwmon}, .kinds = kinds})->discover();
  std::vector<std::string> sensors;
  for (const auto& sensor : found.devices.at(0)->sensors) {
    BOOST_TEST(sensor.sensor.starts_with(sensor_kind_names[static_cast<std::size_t>(sensor.kind)]));
    sensors.push_back(sensor.sensor);
  }
  return sensors;
}

const one_chip& one_of_each() {
  static const one_chip chip{{"temp1_input", "45000\n"},     {"fan1_input", "1200\n"},    {"in0_input", "-12040\n"},
                             {"curr1_input", "-1\n"},        {"power1_input", "95\n"},    {"energy1_input", "123\n"},
                             {"humidity1_input", "45300\n"}, {"freq1_input", "500000\n"}, {"pwm2", "255\n"},
                             {"intrusion0_alarm", "1\n"}};
  return chip;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kinds_suite)

BOOST_AUTO_TEST_CASE(only_the_kinds_asked_for_are_found) {
  const std::vector<std::string> all = {"temp1",   "fan1",      "in0",   "curr1", "power1",
                                        "energy1", "humidity1", "freq1", "pwm2",  "intrusion0"};
  for (std::size_t kind = 0; kind < selectable_kinds; ++kind)
    BOOST_TEST(sensors_of(one_of_each(), {static_cast<sensor_kind>(kind)}) == std::vector{all[kind]},
               boost::test_tools::per_element());
  BOOST_TEST(sensors_of(one_of_each(), all_kinds) == all, boost::test_tools::per_element());
  BOOST_TEST(sensors_of(one_of_each(), {}).empty());
}

BOOST_AUTO_TEST_CASE(each_kind_is_read_from_the_file_of_its_measurement) {
  BOOST_CHECK(one_of_each().reader(all_kinds)->read(read_scope::inputs).inputs ==
              readings({45000, 1200, -12040, -1, 95, 123, 45300, 500000, 255, 1}));
}

BOOST_AUTO_TEST_CASE(sensors_are_in_numerical_order_within_their_kind) {
  const one_chip chip{
      {"in10_input", ""}, {"in0_input", ""}, {"in2_input", ""}, {"fan10_input", ""}, {"fan9_input", ""}};
  BOOST_TEST(sensors_of(chip, {in, fan}) == std::vector<std::string>({"fan9", "fan10", "in0", "in2", "in10"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(files_that_measure_nothing_are_not_a_sensor) {
  const one_chip chip{{"fan1_min", "1\n"},   {"fan2", "1\n"},        {"in0_average", "1\n"},
                      {"power1_cap", "1\n"}, {"pwm1_enable", "1\n"}, {"intrusion0_beep", ""},
                      {"intrusion1", "0\n"}, {"power", "1\n"},       {"energy1_label", "x\n"}};
  BOOST_TEST(sensors_of(chip, all_kinds).empty());
}

BOOST_AUTO_TEST_CASE(a_power_is_its_input_or_else_its_average) {
  const one_chip chip{{"power1_average", "1\n"}, {"power2_average", "2\n"}, {"power2_input", "3\n"}};
  BOOST_CHECK(chip.reader({power})->read(read_scope::inputs).inputs == readings({1, 3}));
}

BOOST_AUTO_TEST_CASE(a_value_that_the_kind_cannot_have_is_implausible_and_a_long_text_is_not_a_number) {
  using enum sensor_errc;
  const struct {
    sensor_kind kind;
    const char* file;
    std::string content;
    reading expected;
  } rows[] = {
      {fan, "fan1_input", "-1\n", failure(implausible)},
      {fan, "fan1_input", "1350000\n", failure(implausible)},
      {fan, "fan1_input", "9223372036854775807\n", failure(implausible)},
      {fan, "fan1_input", "18446744073709551615\n", failure(not_an_integer)},
      {in, "in0_input", "-800000\n", -800000},
      {in, "in0_input", "9223372036854775807\n", failure(implausible)},
      {in, "in0_input", "-9223372036854775807\n", failure(implausible)},
      {curr, "curr1_input", "65535\n", 65535},
      {curr, "curr1_input", "2147483647\n", failure(implausible)},
      {power, "power1_input", "-5000000\n", -5000000},
      {power, "power1_input", "4611686018427387904\n", failure(implausible)},
      {energy, "energy1_input", "12345678901234\n", 12345678901234},
      {energy, "energy1_input", "9223372036854775807\n", failure(implausible)},
      {energy, "energy1_input", "18446744073709551615\n", failure(implausible)},
      {energy, "energy1_input", "-1\n", failure(implausible)},
      {energy, "energy1_input", "184467440737095516150\n", failure(not_an_integer)},
      {energy, "energy1_input", std::string(300, '0'), failure(not_an_integer)},
      {humidity, "humidity1_input", "100001\n", failure(implausible)},
      {freq, "freq1_input", "-1\n", failure(implausible)},
      {freq, "freq1_input", "18000000000\n", 18000000000},
      {freq, "freq1_input", "18000000000000\n", failure(implausible)},
      {pwm, "pwm1", "256\n", failure(implausible)},
      {pwm, "pwm1", "0\n", 0},
      {intrusion, "intrusion0_alarm", "2\n", failure(implausible)},
      {temp, "temp1_input", "12345678901\n", failure(not_an_integer)},
      {fan, "fan1_input", "1200.5\n", failure(not_an_integer)},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.file << ' ' << row.content)
  BOOST_CHECK((one_chip{{row.file, row.content}}).reader({row.kind})->read(read_scope::inputs).inputs ==
              readings{row.expected});
}

BOOST_AUTO_TEST_CASE(a_disabled_sensor_has_no_reading_except_a_pwm_without_control) {
  const struct {
    sensor_kind kind;
    const char* input;
    const char* enable;
    reading expected;
  } rows[] = {
      {temp, "temp1_input", "temp1_enable", failure(sensor_errc::disabled)},
      {fan, "fan1_input", "fan1_enable", failure(sensor_errc::disabled)},
      {in, "in0_input", "in0_enable", failure(sensor_errc::disabled)},
      {curr, "curr1_input", "curr1_enable", failure(sensor_errc::disabled)},
      {power, "power1_input", "power1_enable", failure(sensor_errc::disabled)},
      {energy, "energy1_input", "energy1_enable", failure(sensor_errc::disabled)},
      {humidity, "humidity1_input", "humidity1_enable", failure(sensor_errc::disabled)},
      {pwm, "pwm1", "pwm1_enable", 1},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.enable)
  BOOST_CHECK((one_chip{{row.input, "1\n"}, {row.enable, "0\n"}}).reader({row.kind})->read(read_scope::inputs).inputs ==
              readings{row.expected});
}

BOOST_AUTO_TEST_CASE(a_faulty_fan_has_no_reading) {
  const one_chip chip{{"fan1_input", "1\n"}, {"fan1_fault", "1\n"}, {"fan1_alarm", "1\n"}, {"fan1_min_alarm", "0\n"}};
  const readout found = chip.reader({fan})->read(read_scope::inputs);
  BOOST_CHECK(found.inputs == readings{failure(sensor_errc::faulty)});
  BOOST_CHECK(*found.alarms == (std::vector<std::vector<alarm>>{{{"alarm", true}, {"fault", true}, {"min", false}}}));
}

// The chip raises it against a limit that nobody has set.
BOOST_AUTO_TEST_CASE(an_alarm_about_a_limit_that_is_none_is_left_out) {
  using alarms = std::vector<alarm>;
  using files = std::vector<std::pair<const char*, const char*>>;
  const struct {
    const char* driver;
    files given;
    alarms expected;
  } rows[] = {
      {"nct6779\n", {{"temp1_max", "0\n"}, {"temp1_max_hyst", "0\n"}, {"temp1_alarm", "1\n"}}, {}},
      {"nct6779\n", {{"temp1_max", "80000\n"}, {"temp1_alarm", "1\n"}}, {{"alarm", true}}},
      {"nct6779\n", {{"temp1_max", "0\n"}, {"temp1_crit", "90000\n"}, {"temp1_alarm", "1\n"}}, {{"alarm", true}}},
      {"nct6779\n", {{"temp1_max", "0\n"}, {"temp1_min", "0\n"}, {"temp1_alarm", "1\n"}}, {}},
      {"it8620\n", {{"temp1_max", "127000\n"}, {"temp1_max_alarm", "1\n"}}, {}},
      {"jc42\n",
       {{"temp1_max", "0\n"}, {"temp1_crit", "0\n"}, {"temp1_max_alarm", "1\n"}, {"temp1_crit_alarm", "1\n"}},
       {}},
      {"jc42\n", {{"temp1_min", "0\n"}, {"temp1_min_alarm", "1\n"}}, {{"min", true}}},
      {"x\n", {{"temp1_max", "N/A\n"}, {"temp1_max_alarm", "1\n"}}, {{"max", true}}},
      {"x\n", {{"temp1_crit_alarm", "1\n"}, {"temp1_alarm", "0\n"}}, {{"alarm", false}, {"crit", true}}},
      {"x\n", {{"temp1_max", "0\n"}, {"temp1_crit_alarm", "1\n"}}, {{"crit", true}}},
      {"x\n", {{"temp1_max", "0\n"}, {"temp1_fault", "1\n"}}, {{"fault", true}}},
      {"x\n", {{"fan1_min", "0\n"}, {"fan1_alarm", "1\n"}}, {}},
      {"x\n", {{"fan1_min", "300\n"}, {"fan1_alarm", "1\n"}}, {{"alarm", true}}},
      {"x\n", {{"in1_min", "0\n"}, {"in1_max", "0\n"}, {"in1_alarm", "1\n"}}, {}},
      {"x\n", {{"in1_min", "-13200\n"}, {"in1_max", "0\n"}, {"in1_min_alarm", "1\n"}}, {{"min", true}}},
  };
  for (const auto& row : rows) {
    const std::string_view first = row.given.front().first;
    const std::string sensor(first.substr(0, first.find('_')));
    BOOST_TEST_CONTEXT(row.driver << sensor << ' ' << row.given.front().first << ' ' << row.given.front().second) {
      one_chip chip{{"name", row.driver}, {sensor + "_input", "38000\n"}};
      for (const auto& [file, content] : row.given) chip.file(file, content);
      BOOST_CHECK(chip.reader(all_kinds)->read(read_scope::inputs_and_alarms).alarms->at(0) == row.expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_alarm_is_left_out_once_its_limit_is_known_to_be_none) {
  one_chip chip{{"temp1_input", "1\n"}, {"temp1_max", "0\n"}, {"temp1_max_alarm", "1\n"}};
  const scripted_pread max(chip.full_path("temp1_max"), {EAGAIN});
  const auto reader = chip.reader();
  BOOST_TEST(reader->read(read_scope::inputs_and_alarms).alarms->at(0).size() == 1U);
  BOOST_TEST(reader->read(read_scope::inputs_and_alarms).alarms->at(0).empty());
}

// The undervoltage of a Raspberry Pi.
BOOST_AUTO_TEST_CASE(a_sensor_with_nothing_but_an_alarm_is_a_sensor) {
  const one_chip chip{{"name", "rpi_volt\n"}, {"in0_lcrit_alarm", "1\n"}, {"in1_label", "x\n"}};
  BOOST_CHECK(sensors_of(chip, all_kinds) == std::vector<std::string>{"in0"});
  BOOST_CHECK(sensors_of(chip, {temp}) == std::vector<std::string>{"in0"});  // whatever kinds are asked for
  const auto found = chip.reader({temp})->read(read_scope::inputs);
  BOOST_TEST((found.inputs.at(0).error() == sensor_errc::not_measured));
  BOOST_CHECK(*found.alarms == (std::vector<std::vector<alarm>>{{{"lcrit", true}}}));
}

BOOST_AUTO_TEST_CASE(the_critical_alarm_of_apm_xgene_has_the_name_that_others_give_it) {
  const one_chip chip{{"name", "apm_xgene\n"}, {"temp1_input", "38000\n"}, {"temp1_critical_alarm", "1\n"}};
  BOOST_CHECK(*chip.reader()->read(read_scope::inputs).alarms == (std::vector<std::vector<alarm>>{{{"crit", true}}}));
}

BOOST_AUTO_TEST_CASE(limits_and_alarms_are_those_of_the_kind) {
  const one_chip chip{{"in0_input", "1\n"},           {"in0_min", "-65535\n"},     {"in0_crit", "0\n"},
                      {"in0_max_hyst", "3\n"},        {"in0_lcrit_alarm", "1\n"},  {"power1_input", "1\n"},
                      {"power1_cap", "250000000\n"},  {"power1_cap_hyst", "1\n"},  {"power1_cap_alarm", "1\n"},
                      {"fan1_input", "1\n"},          {"fan1_min", "-1\n"},        {"fan1_max", "0\n"},
                      {"fan1_target", "1\n"},         {"humidity1_input", "1\n"},  {"humidity1_max", "100001\n"},
                      {"humidity1_min_hyst", "10\n"}, {"intrusion0_alarm", "1\n"}, {"intrusion0_beep", "1\n"},
                      {"curr1_input", "1\n"},         {"curr1_rated_max", "9\n"}};
  const readout found = chip.reader({fan, in, curr, power, humidity, intrusion})->read(read_scope::inputs);
  const std::vector<sensor_details> details = {
      {"", std::nullopt, {{"max", 0}}},       {"", std::nullopt, {{"crit", 0}, {"min", -65535}}},
      {"", std::nullopt, {{"rated_max", 9}}}, {"", std::nullopt, {{"cap", 250000000}}},
      {"", std::nullopt, {{"min_hyst", 10}}}, {"", std::nullopt, {}},
  };
  BOOST_CHECK(*found.details == details);
  BOOST_CHECK(*found.alarms == (std::vector<std::vector<alarm>>{{}, {{"lcrit", true}}, {}, {{"cap", true}}, {}, {}}));
}

BOOST_AUTO_TEST_CASE(only_temperatures_are_of_a_cpu) {
  const one_chip chip{{"name", "cpu_thermal\n"}, {"fan1_input", "1\n"}, {"temp1_input", "1\n"}, {"in0_input", "1\n"}};
  const readout found = chip.reader(all_kinds)->read(read_scope::inputs);
  const cpu_position package{cpu_part::die, 0, std::nullopt};
  BOOST_CHECK(*found.details ==
              (std::vector<sensor_details>{{"", package, {}}, {"", std::nullopt, {}}, {"", std::nullopt, {}}}));
  const one_chip fans_labelled_as_cpus{{"name", "coretemp\n"}, {"fan1_input", "1\n"}, {"fan1_label", "Package id 0\n"}};
  BOOST_CHECK(!fans_labelled_as_cpus.reader({fan})->read(read_scope::inputs).details->at(0).cpu);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
