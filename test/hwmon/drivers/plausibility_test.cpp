#include "drivers/plausibility.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string_view>

namespace cputemp::hwmon {

namespace {

bool is_reading(sensor_kind kind, std::string_view driver, std::int64_t value) {
  return is_plausible_reading({kind, facts_of(driver), {"temp1", ""}}, value);
}

bool is_limit(sensor_kind kind, std::string_view driver, std::string_view limit, std::int64_t value) {
  return is_plausible_limit({kind, facts_of(driver), {"temp1", ""}}, limit, value);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plausibility_suite)

BOOST_AUTO_TEST_CASE(a_temperature_lies_between_minus_60_and_200_degrees) {
  for (const std::int64_t value : {-60'000, -5'000, 0, 27'800, 85'000, 127'000, 127'500, 128'000, 200'000})
    BOOST_TEST_CONTEXT(value) BOOST_TEST(is_reading(sensor_kind::temp, "coretemp", value));
  for (const std::int64_t value : {-273'150L, -273'100L, -128'000L, -127'000L, -60'001L, 200'001L, 255'000L, 511'000L,
                                   65'261'000L, 3'892'313'987L})
    BOOST_TEST_CONTEXT(value) BOOST_TEST(!is_reading(sensor_kind::temp, "coretemp", value));
}

BOOST_AUTO_TEST_CASE(values_that_mean_no_sensor_are_dropped_for_their_drivers_alone) {
  for (const char* driver : {"it8728", "it87", "nct6775", "nct6683", "nct7802", "w83627ehf", "w83795g"})
    for (const std::int64_t value : {127'000, 127'500, 128'000}) BOOST_TEST_CONTEXT(driver << ' ' << value) {
        BOOST_TEST(!is_reading(sensor_kind::temp, driver, value));
        BOOST_TEST(is_reading(sensor_kind::temp, driver, value - 1));
      }
  for (const char* driver : {"", "nvme", "i915", "xnct"})
    BOOST_TEST_CONTEXT(driver) BOOST_TEST(is_reading(sensor_kind::temp, driver, 127'000));
  for (const char* driver : {"", "nvme", "nct6775"})
    BOOST_TEST_CONTEXT(driver) BOOST_TEST(!is_reading(sensor_kind::temp, driver, 65'535));
}

BOOST_AUTO_TEST_CASE(the_largest_limit_of_8_bits_means_none_for_chips_that_have_such_limits) {
  for (const char* driver :
       {"adm1021", "adm1025",  "adm1031", "adm9240",   "adt7463",  "adt7475", "amc6821", "fscher",     "pc87427",
        "tmp103",  "asc7621a", "dme1737", "emc6d103s", "f71889ed", "f75387",  "lm78",    "lm83",       "lm85b",
        "lm87",    "lm93",     "lm96000", "max1617",   "max1668",  "pc87366", "sch5127", "smsc47m192", "thmc50"})
    BOOST_TEST_CONTEXT(driver) {
      for (const char* limit : {"max", "crit", "min"}) BOOST_TEST(!is_limit(sensor_kind::temp, driver, limit, 127'000));
      BOOST_TEST(is_limit(sensor_kind::temp, driver, "max", 126'000));
      BOOST_TEST(is_reading(sensor_kind::temp, driver, 127'000));
    }
  for (const char* driver : {"", "cpu_thermal", "coretemp", "lm75", "lm90", "max6639"})
    BOOST_TEST_CONTEXT(driver) BOOST_TEST(is_limit(sensor_kind::temp, driver, "crit", 127'000));
}

BOOST_AUTO_TEST_CASE(a_sentinel_stands_for_readings_or_limits_or_both) {
  using enum sentinel_use;
  constexpr sentinel sentinels[] = {{-40'000, readings}, {50'000, limits}, {60'000, both}};
  const driver_facts facts{.driver = "x", .sentinels = sentinels};
  const measurement of{sensor_kind::temp, facts, {"temp1", ""}};
  BOOST_TEST(!is_plausible_reading(of, -40'000));
  BOOST_TEST(is_plausible_limit(of, "min", -40'000));
  BOOST_TEST(is_plausible_reading(of, 50'000));
  BOOST_TEST(!is_plausible_limit(of, "max", 50'000));
  BOOST_TEST(!is_plausible_reading(of, 60'000));
  BOOST_TEST(!is_plausible_limit(of, "max", 60'000));
}

BOOST_AUTO_TEST_CASE(a_sentinel_can_be_of_one_sensor_or_label_and_of_another_kind) {
  constexpr sentinel sentinels[] = {{1'000, sentinel_use::both, {.sensor = "temp3"}},
                                    {2'000, sentinel_use::both, {.label = "AUX #"}},
                                    {3'000, sentinel_use::both, {.sensor = "fan1"}, sensor_kind::fan}};
  const driver_facts facts{.driver = "x", .sentinels = sentinels};
  const struct {
    sensor_kind kind;
    sensor_name name;
    std::int64_t sentinel;
  } rows[] = {{sensor_kind::temp, {"temp3", ""}, 1'000},
              {sensor_kind::temp, {"temp1", "AUX 2"}, 2'000},
              {sensor_kind::fan, {"fan1", "AUX 2"}, 3'000},
              {sensor_kind::fan, {"fan2", "AUX 2"}, 0},
              {sensor_kind::temp, {"temp1", "AUX"}, 0}};
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.name.sensor << ' ' << row.name.label)
  for (const std::int64_t value : {1'000, 2'000, 3'000})
    BOOST_TEST(is_plausible_reading({row.kind, facts, row.name}, value) == (value != row.sentinel));
}

BOOST_AUTO_TEST_CASE(readings_of_other_kinds_have_ranges_of_their_own) {
  constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  using enum sensor_kind;
  const struct {
    sensor_kind kind;
    std::int64_t least;
    std::int64_t most;
  } rows[] = {
      {fan, 0, 1'000'000},
      {in, -10'000'000, 10'000'000},
      {curr, -100'000'000, 100'000'000},
      {power, -10'000'000'000'000, 10'000'000'000'000},
      {energy, 0, 4'000'000'000'000'000'000},
      {humidity, 0, 100'000},
      {freq, 0, 1'000'000'000'000},
      {pwm, 0, 255},
      {intrusion, 0, 1},
      {cooling_state, lowest, highest},
      {throttle_count, 0, highest},
      {throttle_time, 0, highest},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT("kind " << static_cast<int>(row.kind)) {
      BOOST_TEST(is_reading(row.kind, "nct6775", row.least));
      BOOST_TEST(is_reading(row.kind, "nct6775", row.most));
      if (row.least != lowest) BOOST_TEST(!is_reading(row.kind, "nct6775", row.least - 1));
      if (row.most != highest) BOOST_TEST(!is_reading(row.kind, "nct6775", row.most + 1));
      const bool holds_65535 = row.least <= 65'535 && 65'535 <= row.most;  // a sentinel of temperatures alone
      BOOST_TEST(is_reading(row.kind, "nct6775", 65'535) == holds_65535);
      BOOST_TEST(is_limit(row.kind, "nct6775", "max", row.least));
    }
}

BOOST_AUTO_TEST_CASE(temperatures_have_ten_digits_and_energies_twenty) {
  for (std::size_t kind = 0; kind <= static_cast<std::size_t>(sensor_kind::throttle_time); ++kind) {
    const auto of = static_cast<sensor_kind>(kind);
    const std::size_t expected = of == sensor_kind::temp ? 10 : of == sensor_kind::energy ? 20 : 19;
    BOOST_TEST_CONTEXT("kind " << kind) BOOST_TEST(most_digits(of) == expected);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
