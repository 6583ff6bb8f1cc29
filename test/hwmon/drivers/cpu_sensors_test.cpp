#include "drivers/cpu_sensors.hpp"

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

namespace {

using labels = std::vector<std::string>;
using names = std::vector<sensor_name>;
using positions = std::vector<std::optional<cpu_position>>;
using enum cpu_part;

constexpr auto none = std::nullopt;

/// temp1, temp2 … with these labels.
names temperatures(const labels& given) {
  static constexpr std::string_view sensors[] = {"temp1", "temp2", "temp3", "temp4"};
  names all;
  for (const std::string& label : given) all.push_back({sensors[all.size()], label});
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cpu_sensors_suite)

BOOST_AUTO_TEST_CASE(labels_tell_the_part_of_the_cpu) {
  const struct {
    const char* driver;
    std::optional<unsigned> package;
    labels given;
    positions expected;
  } rows[] = {
      {"coretemp", 0, {"Package id 0", "Core 0", "Core 12"}, {{{package, 0, none}}, {{core, 0, 0}}, {{core, 0, 12}}}},
      // the label knows the package better than the platform device does, wherever it stands
      {"coretemp", 3, {"Core 0", "Package id 1"}, {{{core, 1, 0}}, {{package, 1, none}}}},
      {"coretemp", 0, {"Physical id 1", "Core 0"}, {{{package, 1, none}}, {{core, 1, 0}}}},
      {"coretemp", 1, {"Core 2"}, {{{core, 1, 2}}}},
      {"coretemp", none, {"Core 2"}, {{{core, none, 2}}}},
      {"coretemp", 0, {"", "Core", "Core x", "Tdie"}, {none, none, none, none}},
      {"k10temp", 0, {"Tctl", "Tccd1", "Tccd2"}, {{{package, 0, none}}, {{die, 0, none}}, {{die, 0, none}}}},
      {"k10temp", 1, {"Tctl", "Tdie", "Tccd1"}, {none, {{package, 1, none}}, {{die, 1, none}}}},
      {"k10temp", 0, {""}, {{{package, 0, none}}}},
      {"k10temp", none, {"Tctl"}, {{{package, none, none}}}},
      {"k10temp", 0, {"Package id 1", "Tccd"}, {none, none}},
      {"zenpower", 0, {"Tdie", "Tctl", "Tccd1"}, {{{package, 0, none}}, none, {{die, 0, none}}}},
      {"via_cputemp", none, {"Core 1"}, {{{core, none, 1}}}},
      {"k8temp", 1, {"", ""}, {{{die, 1, none}}, {{die, 1, none}}}},
      {"apm_xgene", none, {"SoC Temperature", "CPU power"}, {{{die, none, none}}, none}},
      {"altra_hwmon",
       none,
       {"SoC Temp 000", "DIMM Temp", "SoC Temp"},
       {{{die, none, none}}, none, {{die, none, none}}}},
      {"cpu_hwmon", none, {"CPU 0 Temperature", "CPU 1 Temperature"}, {{{package, 0, none}}, {{package, 1, none}}}},
      {"ibmpowernv",
       none,
       {"Chip 0 Core 40", "Chip 8 Core 88-95", "Chip 0 Nest", "Core 32-39"},
       {{{core, 0, 40}}, {{core, 8, 88}}, none, {{core, none, 32}}}},
      {"ibmpowernv", none, {"Chip 8 Core phy2056", "Core phy8"}, {{{die, 8, none}}, {{die, none, none}}}},
      {"zhaoxin_cputemp", none, {"Core 3"}, {{{core, none, 3}}}},
      {"peci_cputemp_cpu0",
       none,
       {"Die", "DTS", "Tjmax", "Core 3"},
       {{{package, none, none}}, none, none, {{core, none, 3}}}},
      {"peci_dimmtemp_cpu0", none, {"DIMM A0"}, {none}},
      {"sbtsi", none, {""}, {{{package, none, none}}}},
      {"smpro_hwmon", none, {"temp1 SoC", "temp2 SoC VRD", "temp5 CH0 DIMM"}, {{{die, none, none}}, none, none}},
      {"max6621",
       none,
       {"maximum", "socket0_0", "socket1_0", "socket1_1"},
       {none, {{die, 0, none}}, {{die, 1, none}}, {{die, 1, none}}}},
      {"pvt", none, {"CPU Core Temperature"}, {{{die, 0, none}}}},
      {"pvt", none, {"Temperature", ""}, {none, none}},
      {"as370", none, {""}, {{{die, 0, none}}}},
      {"ltq_cputemp", none, {""}, {{{die, 0, none}}}},
      {"sfctemp", none, {""}, {{{die, 0, none}}}},
      {"sg2042_mcu", none, {"", ""}, {{{die, 0, none}}, none}},
      {"scmi_sensors", none, {"CPU_B0", "GPU_AVE", "PCB_HOT", "soc"}, {{{die, 0, none}}, none, none, {{die, 0, none}}}},
      {"scpi_sensors", none, {"aml_thermal", "pmic", ""}, {{{die, 0, none}}, none, none}},
      {"x86_pkg_temp", none, {""}, {{{package, 0, none}}}},
      {"cpu_thermal", none, {""}, {{{die, 0, none}}}},
      {"soc_thermal", none, {"", "x"}, {{{die, 0, none}}, {{die, 0, none}}}},
      {"cpu0_thermal", none, {""}, {{{die, 0, none}}}},
      {"cluster1_thermal", none, {""}, {{{die, 0, none}}}},
      {"nvme", none, {"Composite", "Package id 0", "Core 0", "Tdie"}, {none, none, none, none}},
      {"gpu_thermal", none, {""}, {none}},
      {"coretemp", 0, {}, {}},
  };
  for (const auto& row : rows)
    BOOST_TEST_CONTEXT(row.driver << " with " << row.given.size() << " labels, first "
                                  << (row.given.empty() ? "" : row.given[0]))
  BOOST_CHECK(cpu_positions(facts_of(row.driver), row.package, temperatures(row.given)) == row.expected);
}

BOOST_AUTO_TEST_CASE(a_rule_can_go_by_the_name_of_the_sensor) {
  constexpr cpu_rule rules[] = {{{.sensor = "temp2"}, package}, {{.sensor = "temp3", .label = "Core #"}, core}};
  const driver_facts facts{.driver = "x", .cpu = rules};
  BOOST_CHECK(cpu_positions(facts, 1, temperatures({"Core 7", "", "Core 8"})) ==
              (positions{none, {{package, 1, none}}, {{core, 1, 8}}}));
  BOOST_CHECK(cpu_positions(facts, 1, temperatures({"", "x", "x"})) == (positions{none, {{package, 1, none}}, none}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
