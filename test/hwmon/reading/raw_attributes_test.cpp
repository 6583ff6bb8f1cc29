#include "one_chip.hpp"
#include "scripted_pread.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <initializer_list>

namespace cputemp::hwmon {

namespace {

using test::one_chip;
using test::scripted_pread;
using readings = std::vector<reading>;
using values = std::vector<attribute_value>;
using names = std::vector<std::string>;

constexpr auto inputs = read_scope::inputs;
constexpr auto everything = read_scope::inputs_and_alarms;

const reading not_measured = make_error_code(sensor_errc::not_measured);

std::shared_ptr<const device_description> discover_all(const one_chip& chip) {
  const sysfs_settings all{.root = chip.root(), .classes = {device_class::hwmon}, .all_attributes = true};
  return make_sysfs_source(all)->discover().devices.at(0);
}

std::optional<std::string> label_of(std::string_view content) {
  return one_chip{{"temp1_label", content}}.reader_of_all()->read(inputs).attributes->labels.at(0);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(raw_attributes_suite)

BOOST_AUTO_TEST_CASE(every_file_that_node_exporter_takes_for_a_sensor_s_is_one) {
  one_chip chip{{"temp1_label", "x\n"},  {"temp2_max", "1\n"}, {"temp", "1\n"},         {"fan3", "1\n"},
                {"cpu0_vid", "1\n"},     {"vrm", "90\n"},      {"beep_enable", "1\n"},  {"update_interval", "1000\n"},
                {"intrusion0_beep", ""}, {"temp_input", ""},   {"beep_mask", ""},       {"alarms", ""},
                {"pwm1_freq", "1\n"},    {"temp1_", ""},       {"humidity04_max", "1"}, {"uevent", ""}};
  chip.tree().directory(chip.path("power"));
  chip.tree().file("devices/a/chip/energy1_label", "");
  names found;
  const auto device = discover_all(chip);
  for (const auto& sensor : device->sensors) {
    std::string line = sensor.sensor + ":";
    for (const auto& file : sensor.attributes) line += " [" + file.name + "]";
    found.push_back(line);
  }
  const names expected = {"temp0: []",        "temp1: [label]",   "temp2: [max]",     "fan3: []",
                          "energy1: [label]", "humidity4: [max]", "pwm1: [freq]",     "intrusion0: [beep]",
                          "cpu0: [vid]",      "vrm0: []",         "beep_enable0: []", "update_interval0: []"};
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_chip_without_any_is_a_device_as_well) {
  BOOST_TEST(discover_all(one_chip{{"name", "adp1\n"}})->sensors.empty());
}

BOOST_AUTO_TEST_CASE(values_are_raw_and_beside_the_measured_one) {
  const one_chip chip{{"temp1", "1\n"},
                      {"temp1_input", "45000\n"},
                      {"temp1_crit", "65261850\n"},
                      {"temp1_min", "-273150\n"},
                      {"temp1_crit_alarm", "1\n"},
                      {"temp1_fault", "0\n"},
                      {"temp1_enable", "1\n"},
                      {"temp1_auto_point1_pwm", "96\n"},
                      {"temp1_max", "12345678901234\n"},
                      {"temp1_type", "N/A\n"},
                      {"temp1_offset", ""},
                      {"temp1_lowest", "99999999999999999999\n"},
                      {"temp1_label", "CPU\n"},
                      {"power1_input", "5\n"},
                      {"power1_average", "6\n"},
                      {"pwm1", "128\n"},
                      {"pwm1_enable", "0\n"},
                      {"intrusion0_alarm", "1\n"},
                      {"intrusion0_beep", "1\n"},
                      {"vrm", "90\n"}};
  const readout found = chip.reader_of_all()->read(inputs);
  BOOST_CHECK(found.inputs == readings({45000, 5, 128, 1, not_measured}));
  const raw_attributes expected{{{{"", 1},
                                  {"auto_point1_pwm", 96},
                                  {"crit", 65261850},
                                  {"crit_alarm", 1},
                                  {"enable", 1},
                                  {"fault", 0},
                                  {"max", 12345678901234},
                                  {"min", -273150}},
                                 {{"average", 6}},
                                 {{"enable", 0}},
                                 {{"beep", 1}},
                                 {{"", 90}}},
                                {"CPU", std::nullopt, std::nullopt, std::nullopt, std::nullopt}};
  BOOST_CHECK(found.attributes->values == expected.values);
  BOOST_CHECK(found.attributes->labels == expected.labels);
  BOOST_CHECK(found.details->at(0).limits.empty());
}

BOOST_AUTO_TEST_CASE(they_are_there_only_if_they_were_asked_for) {
  const one_chip chip{{"temp1_input", "1\n"}, {"temp1_max", "2\n"}};
  BOOST_TEST(chip.reader()->read(everything).attributes == nullptr);
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_read_are_absent) {
  one_chip chip{{"fan1_div", "2\n"}, {"fan1_min", "3\n"}, {"fan1_target", "4\n"}};
  chip.tree().fifo(chip.path("fan1_max")).directory(chip.path("fan1_pulses")).link(chip.path("fan1_beep"), "nowhere");
  const scripted_pread min(chip.full_path("fan1_min"), {EACCES});
  const scripted_pread target(chip.full_path("fan1_target"), {EAGAIN});
  BOOST_CHECK(chip.reader_of_all()->read(everything).attributes->values == (std::vector<values>{{{"div", 2}}}));
}

BOOST_AUTO_TEST_CASE(labels_are_as_in_the_file_except_newlines_around_them_and_wrong_bytes) {
  const struct {
    std::string content;
    std::optional<std::string> expected;
  } rows[] = {
      {"Core 0\n", "Core 0"},
      {"\n\n a\tb \n\n", " a\tb "},
      {"a\nb\n", "a\nb"},
      {"", ""},
      {"\n", ""},
      {"\xff\xfe"
       "a\xc3\n",
       "\uFFFDa\uFFFD"},
      {std::string("a\0b\n", 4), std::string("a\0b", 3)},
      {std::string(127, 'x') + "\u00e9", std::string(127, 'x') + "\uFFFD"},
      {std::string(127, 'x') + "\nx", std::string(127, 'x')},
      {std::string(300, 'x'), std::string(128, 'x')},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.content) BOOST_CHECK(label_of(row.content) == row.expected);
  one_chip chip{{"temp1_max", "1\n"}};
  chip.tree().fifo(chip.path("temp1_label"));
  BOOST_CHECK(!chip.reader_of_all()->read(inputs).attributes->labels.at(0));
}

BOOST_AUTO_TEST_CASE(each_file_is_read_as_often_as_it_can_change_and_once_a_sweep) {
  one_chip chip{{"temp1_input", "1\n"}, {"temp1_max", "2\n"},    {"temp1_label", "x\n"}, {"temp1_max_alarm", "0\n"},
                {"temp1_fault", "0\n"}, {"temp1_enable", "1\n"}, {"temp1_offset", "0\n"}};
  const struct {
    const char* file;
    int reads;
  } rows[] = {{"temp1_input", 4},  {"temp1_fault", 4}, {"temp1_max_alarm", 2}, {"temp1_enable", 2},
              {"temp1_offset", 2}, {"temp1_max", 1},   {"temp1_label", 1}};
  std::vector<std::unique_ptr<scripted_pread>> scripts;
  for (const auto& row : rows)
    scripts.push_back(std::make_unique<scripted_pread>(chip.full_path(row.file), std::initializer_list<int>{}));
  const auto reader = chip.reader_of_all();
  for (const read_scope scope : {inputs, inputs, everything, inputs}) reader->read(scope);
  for (std::size_t i = 0; i < scripts.size(); ++i)
    BOOST_TEST_CONTEXT(rows[i].file) BOOST_TEST(scripts[i]->calls() == rows[i].reads);
}

BOOST_AUTO_TEST_CASE(they_stay_the_same_object_until_one_changes) {
  one_chip chip{{"temp1_input", "1\n"}, {"temp1_offset", "0\n"}, {"temp1_fault", "0\n"}};
  const auto reader = chip.reader_of_all();
  const auto first = reader->read(inputs).attributes;
  chip.file("temp1_offset", "1\n").file("temp1_input", "2\n");
  BOOST_TEST(reader->read(inputs).attributes == first);
  const auto second = reader->read(everything).attributes;
  BOOST_CHECK(second->values == (std::vector<values>{{{"fault", 0}, {"offset", 1}}}));
  BOOST_TEST(reader->read(everything).attributes == second);
  chip.file("temp1_fault", "1\n");
  BOOST_CHECK(reader->read(inputs).attributes->values == (std::vector<values>{{{"fault", 1}, {"offset", 1}}}));
  BOOST_CHECK(first->values == (std::vector<values>{{{"fault", 0}, {"offset", 0}}}));
}

BOOST_AUTO_TEST_CASE(a_limit_that_failed_for_a_reason_that_may_pass_comes_later) {
  one_chip chip{{"temp1_max", "2\n"}};
  const scripted_pread script(chip.full_path("temp1_max"), {EAGAIN});
  const auto reader = chip.reader_of_all();
  BOOST_CHECK(reader->read(inputs).attributes->values == std::vector<values>(1));
  BOOST_CHECK(reader->read(everything).attributes->values == (std::vector<values>{{{"max", 2}}}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
