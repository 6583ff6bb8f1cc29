#include "doctor/value_text.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>

using namespace cputemp;
using namespace cputemp::app;

BOOST_AUTO_TEST_SUITE(value_text_suite)

BOOST_AUTO_TEST_CASE(each_kind_has_its_unit) {
  using enum hwmon::sensor_kind;
  struct row {
    hwmon::sensor_kind kind;
    std::int64_t value;
    std::string_view words;
  };
  for (const auto& [kind, value, words] :
       {row{temp, -5150, "-5.15 °C"}, row{fan, 1200, "1200 RPM"}, row{in, 12034, "12.034 V"}, row{curr, 1500, "1.5 A"},
        row{power, 65'250'000, "65.25 W"}, row{energy, 9'000'001'000, "9000.001 J"}, row{humidity, 43210, "43.21 %"},
        row{freq, 1'600'000'000, "1600000000 Hz"}, row{pwm, 255, "100 %"}, row{pwm, 128, "50.2 %"},
        row{intrusion, 1, "1"}, row{cpu, 1100, "1.1 V"}, row{vrm, 91, "9.1"}, row{beep_enable, 0, "0"},
        row{update_interval, 1000, "1000 ms"}, row{cooling_state, -1, "-1"}, row{throttle_count, 17, "17 throttles"},
        row{throttle_time, 1250, "1250 ms"}})
    BOOST_TEST(number_text(kind, value) + std::string(unit_of(kind)) == words);
}

BOOST_AUTO_TEST_CASE(a_reading_that_is_missing_says_why) {
  const auto words = [](const boost::system::error_code& error) {
    return reading_text(hwmon::sensor_kind::fan, hwmon::reading(error));
  };
  BOOST_TEST(reading_text(hwmon::sensor_kind::fan, hwmon::reading(900)) == "900 RPM");
  BOOST_TEST(words({EIO, boost::system::generic_category()}) == "io: Input/output error (errno 5)");
  BOOST_TEST(words(hwmon::sensor_errc::not_measured) == "measures nothing");
  BOOST_TEST(words(hwmon::sensor_errc::implausible).starts_with("implausible: "));
}

BOOST_AUTO_TEST_CASE(what_filters_left_out_is_counted) {
  const auto device = [](decltype(hwmon::device_description::identity) identity, std::size_t sensors) {
    auto d = std::make_shared<hwmon::device_description>();
    d->identity = std::move(identity);
    d->sensors.resize(sensors);
    return d;
  };
  const hwmon::inventory whole = {
      {device(hwmon::chip_identity{}, 3), device(hwmon::chip_identity{}, 2), device(hwmon::zone_identity{}, 1),
       device(hwmon::zone_identity{}, 1), device(hwmon::cooling_identity{}, 9)},
      {}};
  const hwmon::inventory left = {{device(hwmon::chip_identity{}, 2), device(hwmon::cooling_identity{}, 8)}, {}};
  BOOST_TEST(left_out_text(whole, whole).empty());
  BOOST_TEST(left_out_text(whole, left) == "1 chip, 3 sensors, 2 zones, 1 cooling device");
}

BOOST_AUTO_TEST_SUITE_END()
