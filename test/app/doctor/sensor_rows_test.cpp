#include "doctor/sensor_rows.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <chrono>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::app;
using rows = std::vector<std::string>;

namespace {

const std::string directory = "/sys/devices/platform/x/hwmon/hwmon0";

examined_sensor sensor(const std::string& name, const std::string& label, const hwmon::reading& input) {
  return {{name, {{"input", directory + "/" + name + "_input"}}, hwmon::sensor_kind::temp},
          {label, std::nullopt, {{"crit", 100'000}, {"max", 88'500}}},
          input,
          std::chrono::microseconds(7),
          {},
          {}};
}

examined_sensor core(unsigned number, std::int64_t millidegrees) {
  auto one = sensor("temp" + std::to_string(number + 2), "Core " + std::to_string(number), millidegrees);
  one.details.cpu = {hwmon::cpu_part::core, 0, number};
  one.taken = std::chrono::microseconds(number);
  return one;
}

void check(const std::vector<examined_sensor>& sensors, const rows& expected) {
  BOOST_TEST(sensor_rows(sensors, directory) == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sensor_rows_suite)

BOOST_AUTO_TEST_CASE(a_sensor_is_a_row_with_its_limits_in_their_order) {
  check({sensor("temp1", "Package id 0", 64'000)},
        {"  temp1         Package id 0                 64 °C     7 us  max 88.5, crit 100 °C"});
}

BOOST_AUTO_TEST_CASE(a_missing_reading_is_a_dash_and_its_reason) {
  auto broken = sensor("temp1", "", boost::system::error_code(EIO, boost::system::generic_category()));
  broken.details.limits.clear();
  check({broken}, {"  temp1                                          -     7 us  io: Input/output error (errno 5)"});
}

BOOST_AUTO_TEST_CASE(alarms_come_before_limits_and_an_unusual_file_last) {
  auto hot = sensor("temp1", "CPU", 90'000);
  hot.raised = {"max", "crit"};
  hot.description.attributes[0].path = directory + "/device/temp1_input";
  check({hot}, {"  temp1         CPU                          90 °C     7 us  ALARM: max, crit; max 88.5, crit 100 °C; "
                "file device/temp1_input"});
}

BOOST_AUTO_TEST_CASE(a_sensor_with_nothing_but_alarms_shows_them) {
  auto undervoltage = sensor("in0", "", make_error_code(hwmon::sensor_errc::not_measured));
  undervoltage.description.attributes = {{"lcrit_alarm", directory + "/in0_lcrit_alarm"}};
  undervoltage.details.limits.clear();
  undervoltage.has_alarms = true;
  check({undervoltage}, {"  in0                                            -           no alarm"});
  undervoltage.raised = {"lcrit"};
  check({undervoltage}, {"  in0                                            -           ALARM: lcrit"});
  undervoltage.raised.clear();
  undervoltage.has_alarms = false;
  check({undervoltage}, {"  in0                                            -           measures nothing"});
}

BOOST_AUTO_TEST_CASE(trip_points_count_as_limits) {
  auto zone = sensor("temp", "", 42'000);
  zone.details.limits.clear();
  zone.description.attributes[0].path = directory + "/temp";
  zone.trips = {{"0", "critical", 105'000}, {"1", "active", 55'000}};
  check({zone}, {"  temp                                       42 °C     7 us  active 55, critical 105 °C"});
}

BOOST_AUTO_TEST_CASE(cores_with_the_same_limits_share_a_row_that_is_followed_by_their_values) {
  std::vector<examined_sensor> sensors{sensor("temp1", "Package id 0", 64'000)};
  for (unsigned number = 0; number < 10; ++number) sensors.push_back(core(number, 50'000 + 500 * number));
  check(sensors, {"  temp1         Package id 0                 64 °C     7 us  max 88.5, crit 100 °C",
                  "  temp2-temp11  10 cores             50 to 54.5 °C     9 us  max 88.5, crit 100 °C",
                  "        0:50    1:50.5      2:51    3:51.5      4:52    5:52.5      6:53    7:53.5      8:54",
                  "      9:54.5"});
}

BOOST_AUTO_TEST_CASE(a_core_that_is_not_like_the_others_has_its_own_row) {
  const auto rows_for = [](const examined_sensor& odd) {
    std::vector<examined_sensor> sensors;
    for (unsigned number = 0; number < 4; ++number) sensors.push_back(core(number, 50'000));
    sensors.push_back(odd);
    return sensor_rows(sensors, directory).size();
  };
  BOOST_TEST(rows_for(core(4, 50'000)) == 2u);  // with the values of all
  auto failed = core(4, 0);
  failed.input = boost::system::error_code(EIO, boost::system::generic_category());
  BOOST_TEST(rows_for(failed) == 3u);
  auto alarmed = core(4, 50'000);
  alarmed.raised = {"crit"};
  BOOST_TEST(rows_for(alarmed) == 3u);
  auto limited = core(4, 50'000);
  limited.details.limits.clear();
  BOOST_TEST(rows_for(limited) == 3u);
  auto elsewhere = core(4, 50'000);
  elsewhere.details.cpu->package = 1;
  BOOST_TEST(rows_for(elsewhere) == 3u);
}

BOOST_AUTO_TEST_CASE(a_few_cores_are_a_row_each) {
  BOOST_TEST(sensor_rows({core(0, 50'000), core(1, 50'000), core(2, 50'000)}, directory).size() == 3u);
}

BOOST_AUTO_TEST_CASE(rows_fit_on_a_terminal) {
  std::vector<examined_sensor> sensors;
  for (unsigned number = 0; number < 128; ++number) sensors.push_back(core(number, 100'250));
  for (const auto& row : sensor_rows(sensors, directory)) BOOST_TEST(row.size() <= 102u, row);  // ° is two bytes
}

BOOST_AUTO_TEST_SUITE_END()
