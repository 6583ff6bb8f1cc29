#include "drivers/soc_sensors.hpp"

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

namespace {

using enum cpu_part;

constexpr auto none = std::nullopt;

}  // namespace

BOOST_AUTO_TEST_SUITE(soc_sensors_suite)

BOOST_AUTO_TEST_CASE(names_from_firmware_and_device_trees_tell_the_part_of_the_cpu) {
  const struct {
    const char* name;
    std::optional<cpu_part> expected;
  } rows[] = {
      {"x86_pkg_temp", package},
      {"cpu-thermal", package},
      {"cpu_thermal", package},
      {"soc-thermal", package},
      {"TCPU", package},
      {"CPU-therm", package},
      {"soc_dts0", package},
      {"package-thermal", package},
      {"cpu0-thermal", die},
      {"cpu12_thermal", die},
      {"cpu-0-1-thermal", die},
      {"cluster0-thermal", die},
      {"bigcore-thermal", die},
      {"bigcore2-thermal", die},
      {"cls1", die},
      {"cpu4-top-thermal", die},
      {"acpitz", none},
      {"gpu-thermal", none},
      {"", none},
      {"cpu-thermal-x", none},
      {"xcpu-thermal", none},
      {"cpu#-thermal", none},
      {"iwlwifi_1", none},
      {"pch_skylake", none},
      {"cpux-thermal", none},
      {"nvme", none},
      {"cls", none},
      {"soc_dts", none},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.name) BOOST_CHECK(soc_part(row.name) == row.expected);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
