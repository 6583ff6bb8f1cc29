#include "drivers/soc_sensors.hpp"

#include <boost/test/unit_test.hpp>

#include <utility>

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
      {"pkg_temp_1", package},
      {"TCPU", package},
      {"cpu-thermal", die},
      {"cpu_thermal", die},
      {"CPU-therm", die},
      {"BCPU-therm", die},
      {"mtktscpu", die},
      {"soc-thermal", die},
      {"soc_dts0", die},
      {"package-thermal", die},
      {"cpu0-thermal", die},
      {"cpu-0-1-thermal", die},
      {"cpu4-top-thermal", die},
      {"cpullc-0-0-thermal", die},
      {"cpu-cluster-of-lo", die},
      {"ap-cpu3-thermal", die},
      {"ap-thermal-cpu1", die},
      {"tmp451-cpu-thermal", die},
      {"cluster0-thermal", die},
      {"cluster6-7-thermal", die},
      {"bigcore-thermal", die},
      {"bigcore2-thermal", die},
      {"big-cl-thermal", die},
      {"big-cluster", die},
      {"little-cluster", die},
      {"core-cluster", die},
      {"core-cluster4", die},
      {"LITTLE", die},
      {"mpu-thermal", die},
      {"a55-thermal", die},
      {"ihost3-thermal", die},
      {"cls1", die},
      {"bcm2835_thermal", die},
      {"imx_thermal_zone", die},
      {"rcar_thermal", die},
      {"f10e4078.thermal", die},
      {"f10e4078_thermal", die},
      {"f10e407-thermal", none},
      {"f10e4078-pmic", none},
      {"f10e4078", none},
      {"overheat-thermal", none},
      {"cpu-skin-thermal", none},
      {"cpu-board-thermal", none},
      {"cpu-vrm-thermal", none},
      {"cpu_fan", none},
      {"cpu-dimm-thermal", none},
      {"cpu-ambient", none},
      {"pmic_cpu", none},
      {"near-cpu-thermal", none},
      {"non-cpu-thermal", none},
      {"tmp451-skin-thermal", none},
      {"acpitz", none},
      {"apu-thermal", none},
      {"mcu-thermal", none},
      {"gpu-thermal", none},
      {"vpu0-thermal", none},
      {"npu-thermal", none},
      {"cluster-x-thermal", none},
      {"soc_dts", none},
      {"", none},
      {"_thermal", none},
      {"xcpu-thermal", none},
      {"iwlwifi_1", none},
      {"pch_skylake", none},
      {"ao-thermal", none},
      {"thermal-zone0", none},
      {"nvme", none},
      {"cls", none},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.name) BOOST_CHECK(soc_part(row.name) == row.expected);
}

BOOST_AUTO_TEST_CASE(the_type_of_a_zone_tells_whether_it_is_the_cpu) {
  const std::pair<const char*, zone_cpu> rows[] = {
      {"x86_pkg_temp", zone_cpu::package},     {"cpu-thermal", zone_cpu::part},   {"soc-thermal", zone_cpu::part},
      {"apu-thermal", zone_cpu::unless_named}, {"acpitz", zone_cpu::last_resort}, {"", zone_cpu::last_resort},
      {"INT3400 Thermal", zone_cpu::none},     {"battery", zone_cpu::none},       {"skin-temp-thermal", zone_cpu::none},
  };
  for (const auto& [type, expected] : rows) BOOST_TEST_CONTEXT(type) BOOST_CHECK(cpu_of_zone(type) == expected);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
