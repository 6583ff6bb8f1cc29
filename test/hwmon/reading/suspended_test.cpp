#include "one_chip.hpp"
#include "scripted_pread.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <initializer_list>
#include <memory>

namespace cputemp::hwmon {

namespace {

using test::one_chip;
using test::scripted_pread;
using readings = std::vector<reading>;

reading failure(sensor_errc error) { return make_error_code(error); }
reading failure(int error) { return boost::system::error_code(error, boost::system::generic_category()); }

constexpr auto inputs = read_scope::inputs;
constexpr auto everything = read_scope::inputs_and_alarms;
const std::string status = "devices/a/chip/power/runtime_status";

}  // namespace

BOOST_AUTO_TEST_SUITE(suspended_suite)

BOOST_AUTO_TEST_CASE(a_runtime_suspended_device_is_left_alone) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp1_label", "edge\n"}, {"temp1_max", "90000\n"}};
  chip.tree().file(status, "suspended\n");
  const auto reader = chip.reader();
  const scripted_pread input(chip.full_path("temp1_input"), {});
  const scripted_pread limit(chip.full_path("temp1_max"), {});
  const readout asleep = reader->read(inputs);
  BOOST_TEST(asleep.asleep);
  BOOST_CHECK(asleep.inputs == readings{failure(ENODATA)});
  BOOST_CHECK(*asleep.details == std::vector<sensor_details>(1));
  BOOST_TEST(input.calls() + limit.calls() == 0);

  chip.tree().file(status, "active\n");
  const readout awake = reader->read(inputs);
  BOOST_TEST(!awake.asleep);
  BOOST_CHECK(awake.inputs == readings{1000});
  BOOST_TEST(awake.details->at(0).label == "edge");

  chip.tree().file(status, "suspending\n");
  const readout again = reader->read(inputs);
  BOOST_TEST(again.asleep);
  BOOST_TEST(again.details == awake.details);
}

BOOST_AUTO_TEST_CASE(an_alarm_from_before_a_device_fell_asleep_is_not_reported_while_it_sleeps_nor_after) {
  one_chip chip{{"temp1_input", "1000\n"}, {"temp1_crit_alarm", "1\n"}};
  chip.tree().file(status, "active\n");
  const auto reader = chip.reader();
  using alarms = std::vector<std::vector<alarm>>;
  BOOST_CHECK(*reader->read(inputs).alarms == (alarms{{{"crit", true}}}));
  chip.tree().file(status, "suspended\n");
  BOOST_CHECK(*reader->read(inputs).alarms == alarms(1));
  chip.tree().file("devices/a/chip/hwmon/hwmon0/temp1_crit_alarm", "0\n").file(status, "active\n");
  BOOST_CHECK(*reader->read(inputs).alarms == (alarms{{{"crit", false}}}));
}

BOOST_AUTO_TEST_CASE(devices_without_runtime_power_management_are_read) {
  one_chip chip{{"temp1_input", "1000\n"}};
  chip.tree().file(status, "unsupported\n");
  const auto reader = chip.reader();
  const scripted_pread script(chip.tree().path(status).string(), {});
  for (const read_scope scope : {inputs, inputs, everything, inputs})
    BOOST_CHECK(reader->read(scope).inputs == readings{1000});
  BOOST_TEST(script.calls() == 2);  // at first and with the alarms
}

BOOST_AUTO_TEST_CASE(a_disk_s_controller_sleeps_if_the_device_behind_it_does) {
  one_chip chip{{"name", "nvme\n"}, {"temp1_input", "1000\n"}};
  const std::string behind = "devices/a/chip/device/power/runtime_status";
  for (const char* own : {"", "unsupported\n"}) BOOST_TEST_CONTEXT(own) {
      chip.tree().file(status, own).file(behind, "suspended\n");
      const auto reader = chip.reader();
      BOOST_TEST(reader->read(inputs).asleep);
      chip.tree().file(behind, "active\n");
      BOOST_CHECK(reader->read(inputs).inputs == readings{1000});
    }
  chip.tree().file(status, "active\n").file(behind, "suspended\n");
  BOOST_CHECK(chip.reader()->read(inputs).inputs == readings{1000});
}

BOOST_AUTO_TEST_CASE(no_file_of_any_kind_is_read_while_the_device_sleeps_and_what_stays_true_is_kept) {
  one_chip chip{{"fan1_input", "900\n"}, {"fan1_fault", "0\n"},     {"fan1_label", "CPU\n"}, {"fan1_min", "300\n"},
                {"fan1_alarm", "1\n"},   {"fan1_enable", "1\n"},    {"fan1_div", "2\n"},     {"pwm1", "128\n"},
                {"pwm1_enable", "2\n"},  {"power1_average", "7\n"}, {"vrm", "90\n"}};
  chip.tree().file(status, "active\n");
  const auto reader = chip.reader_of_all();
  const auto sleeper = chip.reader_of_all();
  const readout awake = reader->read(inputs);
  BOOST_CHECK(awake.inputs == readings({900, 7, 128, failure(sensor_errc::not_measured)}));

  chip.tree().file(status, "suspended\n");
  std::vector<std::unique_ptr<scripted_pread>> scripts;
  for (const char* file : {"fan1_input", "fan1_fault", "fan1_label", "fan1_min", "fan1_alarm", "fan1_enable",
                           "fan1_div", "pwm1", "pwm1_enable", "power1_average", "vrm"})
    scripts.push_back(std::make_unique<scripted_pread>(chip.full_path(file), std::initializer_list<int>{}));
  const readout asleep = reader->read(everything);
  const readout never_read = sleeper->read(everything);
  for (const auto& script : scripts) BOOST_TEST_CONTEXT(script->path()) BOOST_TEST(script->calls() == 0);
  BOOST_TEST(asleep.asleep);
  BOOST_CHECK(asleep.inputs == readings(4, failure(ENODATA)));
  BOOST_TEST(asleep.details == awake.details);
  using alarms = std::vector<std::vector<alarm>>;
  BOOST_CHECK(*asleep.alarms == alarms(4));
  BOOST_CHECK(*asleep.attributes ==
              (raw_attributes{{{{"min", 300}}, {}, {}, {}}, {"CPU", std::nullopt, std::nullopt, std::nullopt}}));
  BOOST_CHECK(*never_read.details == std::vector<sensor_details>(4));
  BOOST_CHECK(*never_read.attributes == (raw_attributes{{{}, {}, {}, {}}, std::vector<std::optional<std::string>>(4)}));
  BOOST_TEST(reader->read(inputs).attributes == asleep.attributes);

  scripts.clear();
  chip.tree().file(status, "active\n");
  BOOST_CHECK(*reader->read(inputs).attributes == *awake.attributes);
}

BOOST_AUTO_TEST_CASE(a_sensor_without_label_is_not_taken_for_a_cpu_s_before_it_was_read) {
  one_chip chip{{"name", "k10temp\n"}, {"temp1_input", "1\n"}, {"temp1_label", "other\n"}};
  chip.tree().file(status, "suspended\n");
  BOOST_CHECK(*chip.reader()->read(inputs).details == std::vector<sensor_details>(1));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
