#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sstream>
#include <string>

using namespace cputemp;
using namespace cputemp::exporter::test;
using hwmon::cpu_part;
using hwmon::cpu_position;

namespace {

const hwmon::chip_identity coretemp{"platform_coretemp_0", "coretemp"};

}  // namespace

BOOST_AUTO_TEST_SUITE(sensor_families_suite)

BOOST_AUTO_TEST_CASE(a_cpu_with_limits_and_alarms) {
  const auto host =
      device(coretemp, {{"temp1",
                         {"Package id 0", cpu_position{cpu_part::package, 0, {}}, {{"crit", 100'000}, {"max", 84'000}}},
                         39'000,
                         {{"crit", false}}},
                        {"temp2", {"Core 0", cpu_position{cpu_part::core, 0, 0}, {}}, 38'500, {}},
                        {"temp3", {"Core 4", cpu_position{cpu_part::core, 0, 4}, {}}, failed, {{"crit", true}}}});
  BOOST_TEST(exposed(snapshot_of({host})) ==
             R"(# TYPE cpu_temperature_celsius gauge
cpu_temperature_celsius 39
# TYPE cpu_temperature_source_info gauge
cpu_temperature_source_info{chip="platform_coretemp_0",label="Package id 0",sensor="temp1"} 1
# TYPE hwmon_chip_asleep gauge
hwmon_chip_asleep{chip="platform_coretemp_0",chip_name="coretemp"} 0
# TYPE hwmon_chip_read_duration_seconds gauge
hwmon_chip_read_duration_seconds{chip="platform_coretemp_0",chip_name="coretemp"} 0.002
# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="platform_coretemp_0",chip_name="coretemp"} 1
# TYPE hwmon_read_errors_total counter
# TYPE hwmon_temp_alarm gauge
hwmon_temp_alarm{alarm="crit",chip="platform_coretemp_0",chip_name="coretemp",core="4",kind="core",label="Core 4",package="0",sensor="temp3"} 1
hwmon_temp_alarm{alarm="crit",chip="platform_coretemp_0",chip_name="coretemp",kind="package",label="Package id 0",package="0",sensor="temp1"} 0
# TYPE hwmon_temp_celsius gauge
hwmon_temp_celsius{chip="platform_coretemp_0",chip_name="coretemp",core="0",kind="core",label="Core 0",package="0",sensor="temp2"} 38.5
hwmon_temp_celsius{chip="platform_coretemp_0",chip_name="coretemp",kind="package",label="Package id 0",package="0",sensor="temp1"} 39
# TYPE hwmon_temp_limit_celsius gauge
hwmon_temp_limit_celsius{chip="platform_coretemp_0",chip_name="coretemp",kind="package",label="Package id 0",limit="crit",package="0",sensor="temp1"} 100
hwmon_temp_limit_celsius{chip="platform_coretemp_0",chip_name="coretemp",kind="package",label="Package id 0",limit="max",package="0",sensor="temp1"} 84
)");
}

BOOST_AUTO_TEST_CASE(a_sensor_without_a_label_is_called_by_its_name_and_a_chip_without_a_name_has_no_such_label) {
  const auto host = device(hwmon::chip_identity{"hwmon3", ""}, {{"temp7", {}, 68'850}});
  BOOST_TEST(exposed(snapshot_of({host})) ==
             R"(# TYPE hwmon_chip_asleep gauge
hwmon_chip_asleep{chip="hwmon3"} 0
# TYPE hwmon_chip_read_duration_seconds gauge
hwmon_chip_read_duration_seconds{chip="hwmon3"} 0.002
# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="hwmon3"} 1
# TYPE hwmon_read_errors_total counter
# TYPE hwmon_temp_celsius gauge
hwmon_temp_celsius{chip="hwmon3",label="temp7",sensor="temp7"} 68.85
)");
}

BOOST_AUTO_TEST_CASE(a_zone_has_its_own_family_and_stands_among_the_chips_by_its_directory) {
  const auto host = device(hwmon::zone_identity{"0", "x86_pkg_temp", true}, {{"temp", {}, -5'250}});
  BOOST_TEST(exposed(snapshot_of({host})) ==
             R"(# TYPE cpu_temperature_celsius gauge
cpu_temperature_celsius -5.25
# TYPE cpu_temperature_source_info gauge
cpu_temperature_source_info{chip="thermal_zone0",label="x86_pkg_temp",sensor="temp"} 1
# TYPE hwmon_chip_read_duration_seconds gauge
hwmon_chip_read_duration_seconds{chip="thermal_zone0",chip_name="x86_pkg_temp"} 0.002
# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="thermal_zone0",chip_name="x86_pkg_temp"} 1
# TYPE hwmon_read_errors_total counter
# TYPE thermal_zone_celsius gauge
thermal_zone_celsius{type="x86_pkg_temp",zone="0"} -5.25
)");
}

BOOST_AUTO_TEST_CASE(a_chip_that_was_never_read_shows_its_counters_alone) {
  auto unread = device(coretemp, {{"temp1", {}, failed}});
  unread->details.reset();
  unread->alarms.reset();
  unread->read_duration.reset();
  unread->up.reset();
  BOOST_TEST(exposed(snapshot_of({unread})) ==
             R"(# TYPE hwmon_chip_asleep gauge
hwmon_chip_asleep{chip="platform_coretemp_0",chip_name="coretemp"} 0
# TYPE hwmon_read_errors_total counter
)");
}

BOOST_AUTO_TEST_CASE(a_chip_that_is_down_keeps_its_limits_and_counts_its_errors) {
  auto down = device(coretemp, {{"temp1", {"x", {}, {{"max", 84'000}}}, failed}});
  down->up = false;
  down->errors[static_cast<std::size_t>(hwmon::fault_reason::timeout)] = 1;
  down->errors[static_cast<std::size_t>(hwmon::fault_reason::io)] = 7;
  BOOST_TEST(exposed(snapshot_of({down})) ==
             R"(# TYPE hwmon_chip_asleep gauge
hwmon_chip_asleep{chip="platform_coretemp_0",chip_name="coretemp"} 0
# TYPE hwmon_chip_read_duration_seconds gauge
hwmon_chip_read_duration_seconds{chip="platform_coretemp_0",chip_name="coretemp"} 0.002
# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="platform_coretemp_0",chip_name="coretemp"} 0
# TYPE hwmon_read_errors_total counter
hwmon_read_errors_total{chip="platform_coretemp_0",chip_name="coretemp",reason="io"} 7
hwmon_read_errors_total{chip="platform_coretemp_0",chip_name="coretemp",reason="timeout"} 1
# TYPE hwmon_temp_limit_celsius gauge
hwmon_temp_limit_celsius{chip="platform_coretemp_0",chip_name="coretemp",label="x",limit="max",sensor="temp1"} 84
)");
}

BOOST_AUTO_TEST_CASE(every_reason_is_counted_from_zero) {
  exporter::exposition e({.own_families = false, .collectors = exporter::all_but_process}, {}, nullptr);
  const auto host = device(hwmon::chip_identity{"c", ""}, {{"temp1", {}, failed}});
  BOOST_TEST(lines_with(*e.text(snapshot_of({host})), "hwmon_read_errors_total") ==
             R"(hwmon_read_errors_total{chip="c",reason="busy"} 0
hwmon_read_errors_total{chip="c",reason="denied"} 0
hwmon_read_errors_total{chip="c",reason="implausible"} 0
hwmon_read_errors_total{chip="c",reason="io"} 0
hwmon_read_errors_total{chip="c",reason="nodata"} 0
hwmon_read_errors_total{chip="c",reason="other"} 0
hwmon_read_errors_total{chip="c",reason="parse"} 0
hwmon_read_errors_total{chip="c",reason="timeout"} 0
)");
}

BOOST_AUTO_TEST_SUITE_END()
