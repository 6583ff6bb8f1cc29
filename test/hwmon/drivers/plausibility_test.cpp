#include "drivers/plausibility.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(plausible_values)

BOOST_AUTO_TEST_CASE(a_temperature_lies_between_minus_60_and_200_degrees) {
  for (const std::int64_t value : {-60'000, -5'000, 0, 27'800, 85'000, 127'000, 127'500, 128'000, 200'000})
    BOOST_TEST_CONTEXT(value) BOOST_TEST(is_plausible(sensor_kind::temp, "coretemp", value));
  for (const std::int64_t value : {-273'150L, -273'100L, -128'000L, -127'000L, -60'001L, 200'001L, 255'000L, 511'000L,
                                   65'261'000L, 3'892'313'987L})
    BOOST_TEST_CONTEXT(value) BOOST_TEST(!is_plausible(sensor_kind::temp, "coretemp", value));
}

BOOST_AUTO_TEST_CASE(values_that_mean_no_sensor_are_dropped_for_their_drivers_alone) {
  for (const char* driver : {"it8728", "it87", "nct6775", "nct6683", "nct7802", "w83627ehf", "w83795g"})
    for (const std::int64_t value : {127'000, 127'500, 128'000}) BOOST_TEST_CONTEXT(driver << ' ' << value) {
        BOOST_TEST(!is_plausible(sensor_kind::temp, driver, value));
        BOOST_TEST(is_plausible(sensor_kind::temp, driver, value - 1));
      }
  for (const char* driver : {"", "nvme", "i915", "xnct"})
    BOOST_TEST_CONTEXT(driver) BOOST_TEST(is_plausible(sensor_kind::temp, driver, 127'000));
  for (const char* driver : {"", "nvme", "nct6775"})
    BOOST_TEST_CONTEXT(driver) BOOST_TEST(!is_plausible(sensor_kind::temp, driver, 65'535));
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
      {fan, 0, highest},
      {in, lowest, highest},
      {curr, lowest, highest},
      {power, lowest, highest},
      {energy, 0, highest},
      {humidity, 0, 100'000},
      {freq, 0, highest},
      {pwm, 0, 255},
      {intrusion, 0, 1},
      {cooling_state, lowest, highest},
      {throttle_count, 0, highest},
      {throttle_time, 0, highest},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT("kind " << static_cast<int>(row.kind)) {
      BOOST_TEST(is_plausible(row.kind, "nct6775", row.least));
      BOOST_TEST(is_plausible(row.kind, "nct6775", row.most));
      if (row.least != lowest) BOOST_TEST(!is_plausible(row.kind, "nct6775", row.least - 1));
      if (row.most != highest) BOOST_TEST(!is_plausible(row.kind, "nct6775", row.most + 1));
      const bool holds_65535 = row.least <= 65'535 && 65'535 <= row.most;  // a sentinel of temperatures alone
      BOOST_TEST(is_plausible(row.kind, "nct6775", 65'535) == holds_65535);
      BOOST_TEST(is_plausible_limit(row.kind, "nct6775", "max", row.least));
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
