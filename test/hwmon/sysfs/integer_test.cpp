#include "sysfs/integer.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

namespace cputemp::hwmon {

namespace {

using integer = boost::system::result<std::int64_t>;

}  // namespace

using namespace std::string_literals;

BOOST_AUTO_TEST_SUITE(integer_suite)

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
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.text)
  BOOST_CHECK(parse_integer(row.text, 10) == boost::system::result<std::int64_t>(row.value));
}

BOOST_AUTO_TEST_CASE(anything_else_is_not_an_integer) {
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
  BOOST_CHECK(parse_integer(text, 10) ==
              boost::system::result<std::int64_t>(make_error_code(sensor_errc::not_an_integer)));
}

BOOST_AUTO_TEST_CASE(numbers_may_be_as_long_as_64_bits_unless_they_are_temperatures) {
  const struct {
    const char* text;
    std::size_t most_digits;
    integer expected;
  } rows[] = {
      {"9223372036854775807\n", signed_digits, 9223372036854775807},
      {"-9223372036854775808\n", signed_digits, std::numeric_limits<std::int64_t>::min()},
      {"9223372036854775808\n", signed_digits, make_error_code(sensor_errc::implausible)},
      {"00000000000000000042", unsigned_digits, 42},
      {"18446744073709551615\n", unsigned_digits, make_error_code(sensor_errc::implausible)},
      {"18446744073709551615\n", signed_digits, make_error_code(sensor_errc::not_an_integer)},
      {"000000000000000000042", unsigned_digits, make_error_code(sensor_errc::not_an_integer)},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.text << row.most_digits)
  BOOST_CHECK(parse_integer(row.text, row.most_digits) == row.expected);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
