#include "millidegrees.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace cputemp::hwmon {

using namespace std::string_literals;

BOOST_AUTO_TEST_SUITE(millidegrees)

BOOST_AUTO_TEST_CASE(plain_integers_are_read_with_and_without_a_newline) {
  const struct {
    const char* text;
    std::int64_t value;
  } rows[] = {{"45000\n", 45000},
              {"45000", 45000},
              {"0\n", 0},
              {"-5000\n", -5000},
              {"-0", 0},
              {"007", 7},
              {"3892313987\n", 3892313987},
              {"9999999999", 9999999999},
              {"-9999999999\n", -9999999999}};
  for (const auto& row : rows)
    BOOST_TEST_CONTEXT(row.text) BOOST_CHECK(parse_integer(row.text) == boost::system::result<std::int64_t>(row.value));
}

BOOST_AUTO_TEST_CASE(anything_else_is_no_integer) {
  const std::string rows[] = {
      "",
      "\n",
      "-",
      "-\n",
      "N/A\n",
      "45000abc",
      " 45000 ",
      " 45000",
      "45000 ",
      "45000\r\n",
      "45000\n\n",
      "1\n2\n",
      "45000\0"s,
      "\0"s,
      "0x10",
      "1e3",
      "45.5",
      "4_5",
      "nan",
      "inf",
      "+45000",
      "--1",
      "1-",
      "12345678901",
      "99999999999999999999",
      std::string(300, '9'),
  };
  for (const std::string& text : rows) BOOST_TEST_CONTEXT(text)
  BOOST_CHECK(parse_integer(text) == boost::system::result<std::int64_t>(make_error_code(sensor_errc::not_an_integer)));
}

BOOST_AUTO_TEST_CASE(a_temperature_lies_between_minus_60_and_200_degrees) {
  for (const std::int64_t value : {-60'000, -5'000, 0, 27'800, 85'000, 127'000, 127'500, 128'000, 200'000})
    BOOST_TEST_CONTEXT(value) BOOST_TEST(is_plausible("coretemp", value));
  for (const std::int64_t value : {-273'150L, -273'100L, -128'000L, -127'000L, -60'001L, 200'001L, 255'000L, 511'000L,
                                   65'261'000L, 3'892'313'987L})
    BOOST_TEST_CONTEXT(value) BOOST_TEST(!is_plausible("coretemp", value));
}

BOOST_AUTO_TEST_CASE(values_that_mean_no_sensor_are_dropped_for_their_drivers_alone) {
  for (const char* driver : {"it8728", "it87", "nct6775", "nct6683", "nct7802", "w83627ehf", "w83795g"})
    for (const std::int64_t value : {127'000, 127'500, 128'000}) BOOST_TEST_CONTEXT(driver << ' ' << value) {
        BOOST_TEST(!is_plausible(driver, value));
        BOOST_TEST(is_plausible(driver, value - 1));
      }
  for (const char* driver : {"", "nvme", "i915", "xnct"})
    BOOST_TEST_CONTEXT(driver) BOOST_TEST(is_plausible(driver, 127'000));
  for (const char* driver : {"", "nvme", "nct6775"})
    BOOST_TEST_CONTEXT(driver) BOOST_TEST(!is_plausible(driver, 65'535));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
