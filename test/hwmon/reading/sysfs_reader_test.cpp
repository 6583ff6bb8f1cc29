#include "one_chip.hpp"
#include "scripted_pread.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

namespace {

using test::one_chip;
using test::scripted_pread;
using readings = std::vector<reading>;

reading failure(int error) { return boost::system::error_code(error, boost::system::generic_category()); }
reading failure(sensor_errc error) { return make_error_code(error); }

constexpr auto inputs = read_scope::inputs;
constexpr auto everything = read_scope::inputs_and_alarms;

}  // namespace

BOOST_AUTO_TEST_SUITE(sysfs_reader_suite)

BOOST_AUTO_TEST_CASE(each_input_gives_its_value_or_why_there_is_none) {
  using enum sensor_errc;
  const struct {
    std::string content;
    reading expected;
  } rows[] = {
      {"45000\n", 45000},
      {"-5000\n", -5000},
      {"0\n", 0},
      {"85000\n", 85000},
      {"127000\n", 127000},
      {"128000\n", 128000},
      {"200000\n", 200000},
      {"-128000\n", failure(implausible)},
      {"65535\n", failure(implausible)},
      {"255000\n", failure(implausible)},
      {"511000\n", failure(implausible)},
      {"65261000\n", failure(implausible)},
      {"3892313987\n", failure(implausible)},
      {"-273150\n", failure(implausible)},
      {"99999999999999999999\n", failure(not_an_integer)},
      {std::string(300, '1'), failure(not_an_integer)},
      {"nan\n", failure(not_an_integer)},
      {"1e3\n", failure(not_an_integer)},
      {"45.5\n", failure(not_an_integer)},
      {"", failure(not_an_integer)},
      {"\n", failure(not_an_integer)},
      {"N/A\n", failure(not_an_integer)},
      {"45000abc\n", failure(not_an_integer)},
      {" 45000 \n", failure(not_an_integer)},
      {"45000\r\n", failure(not_an_integer)},
      {std::string("45000\0\n", 7), failure(not_an_integer)},
      {"45000\n46000\n", failure(not_an_integer)},
      {"0x10\n", failure(not_an_integer)},
  };
  one_chip chip;
  readings expected;
  for (const auto& row : rows) {
    expected.push_back(row.expected);
    chip.file("temp" + std::to_string(expected.size()) + "_input", row.content);
  }
  const readings found = chip.reader()->read(inputs).inputs;
  BOOST_REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    BOOST_TEST_CONTEXT(rows[i].content) BOOST_CHECK(found[i] == expected[i]);
}

BOOST_AUTO_TEST_CASE(a_driver_s_own_value_for_no_sensor_is_implausible) {
  one_chip chip{{"name", "nct6775\n"}, {"temp1_input", "127500\n"}, {"temp2_input", "27500\n"}};
  BOOST_CHECK(chip.reader()->read(inputs).inputs == readings({failure(sensor_errc::implausible), 27500}));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_regular_costs_its_own_reading_only) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp4_input", "4000\n"}};
  chip.tree().fifo(chip.path("temp2_input")).directory(chip.path("temp3_input"));
  const reading refused = failure(sensor_errc::not_a_regular_file);
  BOOST_CHECK(chip.reader()->read(inputs).inputs == readings({1000, refused, refused, 4000}));
}

BOOST_AUTO_TEST_CASE(errors_of_the_kernel_stay_in_the_reading_until_a_read_succeeds) {
  one_chip chip{{"temp1_input", "1000\n"}};
  const auto reader = chip.reader();
  const scripted_pread script(chip.full_path("temp1_input"),
                              {ENODATA, EAGAIN, ETIMEDOUT, EIO, EIO, EIO, ENODEV, ENODEV, EACCES, EPERM});
  for (const reading& expected : {failure(ENODATA), failure(EAGAIN), failure(ETIMEDOUT), failure(EIO)})
    BOOST_CHECK(reader->read(inputs).inputs == readings{expected});
  BOOST_CHECK(reader->read(inputs).inputs ==
              readings{failure(ENODEV)});  // EIO, then this, and once more after the file was opened again
  for (const reading& expected : {failure(EACCES), failure(EPERM), reading(1000)})
    BOOST_CHECK(reader->read(inputs).inputs == readings{expected});
}

BOOST_AUTO_TEST_CASE(an_input_that_vanished_before_the_first_read_is_enoent) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp2_input", "2000\n"}};
  const auto reader = chip.reader();
  chip.tree().remove(chip.path("temp1_input"));
  BOOST_CHECK(reader->read(inputs).inputs == readings({failure(ENOENT), 2000}));
}

BOOST_AUTO_TEST_CASE(a_fault_takes_the_reading_away_and_shows_at_once_among_the_alarms) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp1_fault", "0\n"}, {"temp1_max_alarm", "0\n"}};
  const auto reader = chip.reader();
  const readout first = reader->read(inputs);
  BOOST_CHECK(first.inputs == readings{1000});
  BOOST_CHECK(*first.alarms == (std::vector<std::vector<alarm>>{{{"fault", false}, {"max", false}}}));

  chip.file("temp1_fault", "1\n").file("temp1_max_alarm", "1\n");
  const readout second = reader->read(inputs);
  BOOST_CHECK(second.inputs == readings{failure(sensor_errc::faulty)});
  BOOST_CHECK(*second.alarms == (std::vector<std::vector<alarm>>{{{"fault", true}, {"max", false}}}));
  BOOST_CHECK(*first.alarms != *second.alarms);  // what was handed out stays as it was
  BOOST_TEST(reader->read(inputs).alarms == second.alarms);

  const readout third = reader->read(everything);
  BOOST_CHECK(*third.alarms == (std::vector<std::vector<alarm>>{{{"fault", true}, {"max", true}}}));
  chip.file("temp1_fault", "0\n");
  BOOST_CHECK(reader->read(inputs).inputs == readings{1000});
}

BOOST_AUTO_TEST_CASE(the_input_of_a_faulty_or_disabled_sensor_is_not_read) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp1_fault", "1\n"}, {"temp2_input", "1000\n"}, {"temp2_enable", "0\n"}};
  const scripted_pread first(chip.full_path("temp1_input"), {});
  const scripted_pread second(chip.full_path("temp2_input"), {});
  BOOST_CHECK(chip.reader()->read(everything).inputs ==
              readings({failure(sensor_errc::faulty), failure(sensor_errc::disabled)}));
  BOOST_TEST(first.calls() == 0);
  BOOST_TEST(second.calls() == 0);
}

BOOST_AUTO_TEST_CASE(enable_is_looked_at_with_the_alarms) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp1_enable", "0\n"}};
  const auto reader = chip.reader();
  BOOST_CHECK(reader->read(inputs).inputs == readings{failure(sensor_errc::disabled)});
  chip.file("temp1_enable", "1\n");
  BOOST_CHECK(reader->read(inputs).inputs == readings{failure(sensor_errc::disabled)});
  BOOST_CHECK(reader->read(everything).inputs == readings{1000});
  chip.file("temp1_enable", "what\n");
  BOOST_CHECK(reader->read(everything).inputs == readings{1000});
}

BOOST_AUTO_TEST_CASE(alarms_that_cannot_be_read_are_left_out) {
  one_chip chip{{"temp1_input", "1000\n"},    {"temp1_alarm", "1\n"},
                {"temp1_crit_alarm", "x\n"},  {"temp1_emergency_alarm", "0\n"},
                {"temp1_lcrit_alarm", "0\n"}, {"temp1_min_alarm", "1\n"},
                {"temp1_beep", "1\n"},        {"temp1_fault", "?\n"},
                {"temp2_input", "2000\n"}};
  const readout found = chip.reader()->read(inputs);
  BOOST_CHECK(found.inputs == readings({1000, 2000}));
  BOOST_CHECK(*found.alarms == (std::vector<std::vector<alarm>>{
                                   {{"alarm", true}, {"emergency", false}, {"lcrit", false}, {"min", true}}, {}}));
}

BOOST_AUTO_TEST_CASE(alarms_stay_the_same_object_until_they_change) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp1_max_alarm", "0\n"}};
  const auto reader = chip.reader();
  const auto first = reader->read(inputs).alarms;
  chip.file("temp1_max_alarm", "1\n");
  BOOST_TEST(reader->read(inputs).alarms == first);
  const auto second = reader->read(everything).alarms;
  BOOST_TEST(second != first);
  BOOST_TEST(reader->read(everything).alarms == second);
}

BOOST_AUTO_TEST_CASE(the_first_value_of_a_one_wire_sensor_is_not_85_degrees) {
  one_chip chip({{"name", "w1_slave_temp\n"}, {"temp1_input", "85000\n"}, {"temp2_input", "20000\n"}},
                "devices/w1_bus_master1/28-0");
  const auto reader = chip.reader();
  BOOST_CHECK(reader->read(inputs).inputs == readings({failure(sensor_errc::implausible), 20000}));
  chip.file("temp2_input", "85000\n");
  BOOST_CHECK(reader->read(inputs).inputs == readings({85000, 85000}));
}

BOOST_AUTO_TEST_CASE(a_zone_is_read_like_a_chip) {
  test::sysfs_tree tree;
  tree.zone("0", {{"type", "acpitz\n"}, {"temp", "27800\n"}});
  const auto source = make_sysfs_source({.root = tree.root(), .classes = {hwmon::device_class::thermal_zone}});
  const readout found = source->reader(source->discover().devices.at(0))->read(everything);
  BOOST_CHECK(found.inputs == readings{27800});
  BOOST_CHECK(*found.details == std::vector<sensor_details>(1));
  BOOST_CHECK(*found.alarms == std::vector<std::vector<alarm>>(1));
}

BOOST_AUTO_TEST_CASE(a_chip_without_sensors_gives_empty_results) {
  one_chip chip{{"name", "adp1\n"}};
  const readout found = chip.reader()->read(inputs);
  BOOST_TEST(found.inputs.empty());
  BOOST_TEST(found.details->empty());
  BOOST_TEST(found.alarms->empty());
}

BOOST_AUTO_TEST_CASE(if_another_device_has_taken_the_place_nothing_of_it_is_read) {
  one_chip chip{{"name", "old\n"}, {"temp1_input", "1000\n"}, {"temp1_max_alarm", "0\n"}};
  const auto unopened = chip.reader();
  const auto reader = chip.reader();
  const readout before = reader->read(everything);
  chip.file("name", "new\n");
  const scripted_pread script(chip.full_path("temp1_max_alarm"), {});
  const readout after = reader->read(everything);
  BOOST_CHECK(after.inputs == readings{failure(ENODEV)});
  BOOST_TEST(after.details == before.details);
  BOOST_CHECK(*after.alarms == std::vector<std::vector<alarm>>(1));
  const readout first = unopened->read(inputs);
  BOOST_CHECK(first.inputs == readings{failure(ENODEV)});
  BOOST_CHECK(*first.details == std::vector<sensor_details>(1));
  BOOST_CHECK(*first.alarms == std::vector<std::vector<alarm>>(1));
  BOOST_TEST(script.calls() == 0);
  chip.tree().remove("devices/a/chip");
  BOOST_CHECK(reader->read(everything).inputs == readings{failure(ENODEV)});
}

BOOST_AUTO_TEST_CASE(a_name_that_cannot_be_read_just_now_makes_no_other_device) {
  one_chip chip{{"name", "x\n"}, {"temp1_input", "1000\n"}};
  const auto reader = chip.reader();
  const scripted_pread script(chip.full_path("name"), {EAGAIN});
  BOOST_CHECK(reader->read(everything).inputs == readings{1000});
  BOOST_TEST(script.calls() == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
