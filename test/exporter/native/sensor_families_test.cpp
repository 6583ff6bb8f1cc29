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
  BOOST_TEST(families_with(exposed(snapshot_of({host})), {"hwmon_chip_up", "hwmon_temp_"}) ==
             R"(# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="hwmon3"} 1
# TYPE hwmon_temp_celsius gauge
hwmon_temp_celsius{chip="hwmon3",label="temp7",sensor="temp7"} 68.85
)");
}

BOOST_AUTO_TEST_CASE(a_zone_has_its_own_family_and_stands_among_the_chips_by_its_directory) {
  const auto host = device(hwmon::zone_identity{"0", "x86_pkg_temp", hwmon::zone_cpu::package}, {{"temp", {}, -5'250}});
  BOOST_TEST(families_with(exposed(snapshot_of({host})), {"hwmon_chip_up", "thermal_zone_"}) ==
             R"(# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="thermal_zone0",chip_name="x86_pkg_temp"} 1
# TYPE thermal_zone_celsius gauge
thermal_zone_celsius{type="x86_pkg_temp",zone="0"} -5.25
)");
}

BOOST_AUTO_TEST_CASE(a_chip_that_was_never_read_shows_only_its_counters_and_whether_it_sleeps) {
  auto unread = device(coretemp, {{"temp1", {}, failed}});
  unread->details.reset();
  unread->alarms.reset();
  unread->read_duration.reset();
  unread->up.reset();
  const auto text = exposed(snapshot_of({unread}));
  BOOST_TEST(families_with(text, {"hwmon_chip_asleep", "hwmon_chip_read_duration", "hwmon_chip_up", "hwmon_temp_"}) ==
             R"(# TYPE hwmon_chip_asleep gauge
hwmon_chip_asleep{chip="platform_coretemp_0",chip_name="coretemp"} 0
)");
  BOOST_TEST(families_with(text, {"hwmon_read_errors_total"}) == "# TYPE hwmon_read_errors_total counter\n");
}

BOOST_AUTO_TEST_CASE(a_chip_that_is_down_keeps_its_limits_and_counts_its_errors) {
  auto down = device(coretemp, {{"temp1", {"x", {}, {{"max", 84'000}}}, failed}});
  down->up = false;
  down->errors[static_cast<std::size_t>(hwmon::fault_reason::timeout)] = 1;
  down->errors[static_cast<std::size_t>(hwmon::fault_reason::io)] = 7;
  const auto text = exposed(snapshot_of({down}));
  BOOST_TEST(families_with(text, {"hwmon_chip_up", "hwmon_read_errors_total", "hwmon_temp_"}) ==
             R"(# TYPE hwmon_chip_up gauge
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
  BOOST_TEST(lines_with(*e.make(snapshot_of({host}), {}), "hwmon_read_errors_total") ==
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

BOOST_AUTO_TEST_CASE(every_kind_has_its_unit_and_the_limits_and_alarms_that_the_kernel_has) {
  using enum hwmon::sensor_kind;
  const auto host = device(hwmon::chip_identity{"c", ""},
                           {{"temp1", {"", {}, {{"max", 84'000}}}, 68'850, {{"max", false}}, temp},
                            {"fan1", {"", {}, {{"min", 300}}}, 1500, {{"fault", true}}, fan},
                            {"in0", {"", {}, {{"max", 1'100}}}, 1'023, {{"alarm", false}}, in},
                            {"curr1", {"", {}, {{"crit", 10'000}}}, -2'500, {{"crit", true}}, curr},
                            {"power1", {"", {}, {{"cap", 95'000'000}}}, 45'500'000, {{"cap", false}}, power},
                            {"energy1", {}, 2'500'001, {}, energy},
                            {"humidity1", {"", {}, {{"max", 90'000}}}, 45'300, {{"alarm", false}}, humidity},
                            {"freq1", {"sclk", {}, {}}, 1'500'000'000, {}, freq},
                            {"pwm1", {}, 51, {}, pwm},
                            {"intrusion0", {}, 1, {{"alarm", true}}, intrusion}});
  const exporter::exposition_settings all{
      .kinds = {temp, fan, in, curr, power, energy, humidity, freq, pwm, intrusion}};
  const auto text = exposed(snapshot_of({host}), all);
  BOOST_TEST(families_with(text, {"hwmon_curr_", "hwmon_energy_", "hwmon_fan_", "hwmon_freq_", "hwmon_humidity_",
                                  "hwmon_in_", "hwmon_intrusion_", "hwmon_power_", "hwmon_pwm_", "hwmon_temp_"}) ==
             R"(# TYPE hwmon_curr_alarm gauge
hwmon_curr_alarm{alarm="crit",chip="c",label="curr1",sensor="curr1"} 1
# TYPE hwmon_curr_amperes gauge
hwmon_curr_amperes{chip="c",label="curr1",sensor="curr1"} -2.5
# TYPE hwmon_curr_limit_amperes gauge
hwmon_curr_limit_amperes{chip="c",label="curr1",limit="crit",sensor="curr1"} 10
# TYPE hwmon_energy_joules_total counter
hwmon_energy_joules_total{chip="c",label="energy1",sensor="energy1"} 2.500001
# TYPE hwmon_fan_alarm gauge
hwmon_fan_alarm{alarm="fault",chip="c",label="fan1",sensor="fan1"} 1
# TYPE hwmon_fan_limit_rpm gauge
hwmon_fan_limit_rpm{chip="c",label="fan1",limit="min",sensor="fan1"} 300
# TYPE hwmon_fan_rpm gauge
hwmon_fan_rpm{chip="c",label="fan1",sensor="fan1"} 1500
# TYPE hwmon_freq_hertz gauge
hwmon_freq_hertz{chip="c",label="sclk",sensor="freq1"} 1.5e+09
# TYPE hwmon_humidity_alarm gauge
hwmon_humidity_alarm{alarm="alarm",chip="c",label="humidity1",sensor="humidity1"} 0
# TYPE hwmon_humidity_limit_ratio gauge
hwmon_humidity_limit_ratio{chip="c",label="humidity1",limit="max",sensor="humidity1"} 0.9
# TYPE hwmon_humidity_ratio gauge
hwmon_humidity_ratio{chip="c",label="humidity1",sensor="humidity1"} 0.453
# TYPE hwmon_in_alarm gauge
hwmon_in_alarm{alarm="alarm",chip="c",label="in0",sensor="in0"} 0
# TYPE hwmon_in_limit_volts gauge
hwmon_in_limit_volts{chip="c",label="in0",limit="max",sensor="in0"} 1.1
# TYPE hwmon_in_volts gauge
hwmon_in_volts{chip="c",label="in0",sensor="in0"} 1.023
# TYPE hwmon_intrusion_alarm gauge
hwmon_intrusion_alarm{chip="c",label="intrusion0",sensor="intrusion0"} 1
# TYPE hwmon_power_alarm gauge
hwmon_power_alarm{alarm="cap",chip="c",label="power1",sensor="power1"} 0
# TYPE hwmon_power_limit_watts gauge
hwmon_power_limit_watts{chip="c",label="power1",limit="cap",sensor="power1"} 95
# TYPE hwmon_power_watts gauge
hwmon_power_watts{chip="c",label="power1",sensor="power1"} 45.5
# TYPE hwmon_pwm_ratio gauge
hwmon_pwm_ratio{chip="c",label="pwm1",sensor="pwm1"} 0.2
# TYPE hwmon_temp_alarm gauge
hwmon_temp_alarm{alarm="max",chip="c",label="temp1",sensor="temp1"} 0
# TYPE hwmon_temp_celsius gauge
hwmon_temp_celsius{chip="c",label="temp1",sensor="temp1"} 68.85
# TYPE hwmon_temp_limit_celsius gauge
hwmon_temp_limit_celsius{chip="c",label="temp1",limit="max",sensor="temp1"} 84
)");
}

BOOST_AUTO_TEST_CASE(a_kind_that_is_not_asked_for_is_not_shown_nor_is_a_chip_without_any_of_those_that_are) {
  using enum hwmon::sensor_kind;
  const sensor fan_sensor{"fan1", {"", {}, {{"min", 300}}}, 1500, {{"fault", true}}, fan};
  const auto mixed = device(hwmon::chip_identity{"mixed", ""}, {{"temp1", {}, 40'000}, fan_sensor});
  const auto fans = device(hwmon::chip_identity{"fans", ""}, {fan_sensor});
  const auto bare = device(hwmon::chip_identity{"bare", "bat0"}, {});
  const std::string shown = R"(# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="mixed"} 1
# TYPE hwmon_temp_celsius gauge
hwmon_temp_celsius{chip="mixed",label="temp1",sensor="temp1"} 40
)";
  const auto text = exposed(snapshot_of({mixed, fans, bare}));
  BOOST_TEST(families_with(text, {"hwmon_chip_up", "hwmon_fan_", "hwmon_temp_"}) == shown);
  BOOST_TEST(text.find("chip=\"fans\"") == std::string::npos);
  BOOST_TEST(text.find("chip=\"bare\"") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_chip_that_sleeps_says_so) {
  auto asleep = device(hwmon::chip_identity{"gpu", ""}, {{"temp1", {}, failed}});
  asleep->asleep = true;
  BOOST_TEST(lines_with(exposed(snapshot_of({asleep})), "hwmon_chip_asleep") == "hwmon_chip_asleep{chip=\"gpu\"} 1\n");
}

BOOST_AUTO_TEST_CASE(extremes_of_the_window_carry_its_length_and_outlast_a_failed_reading) {
  auto host = device(hwmon::chip_identity{"c", ""},
                     {{"temp1", {"x", {}, {}}, 40'000}, {"temp2", {"y", {}, {}}, failed}, {"temp3", {}, failed}});
  host->window = {sampling::extremes{39'500, 68'850}, sampling::extremes{-5'000, -5'000}, std::nullopt};
  exporter::exposition_settings settings;
  settings.window = "90s";
  BOOST_TEST(lines_with(exposed(snapshot_of({host}), settings), "hwmon_temp_") ==
             R"(hwmon_temp_celsius{chip="c",label="x",sensor="temp1"} 40
hwmon_temp_window_max_celsius{chip="c",label="x",sensor="temp1",window="90s"} 68.85
hwmon_temp_window_max_celsius{chip="c",label="y",sensor="temp2",window="90s"} -5
hwmon_temp_window_min_celsius{chip="c",label="x",sensor="temp1",window="90s"} 39.5
hwmon_temp_window_min_celsius{chip="c",label="y",sensor="temp2",window="90s"} -5
)");
}

BOOST_AUTO_TEST_CASE(a_zone_has_trip_points) {
  auto zone = device(hwmon::zone_identity{"3", "acpitz", hwmon::zone_cpu::last_resort}, {{"temp", {}, failed}});
  zone->trips = std::make_shared<std::vector<hwmon::trip_point>>(
      std::vector<hwmon::trip_point>{{"0", "critical", 105'000}, {"1", "passive", 95'500}});
  BOOST_TEST(lines_with(exposed(snapshot_of({zone})), "thermal_zone_") ==
             R"(thermal_zone_trip_celsius{trip="0",trip_type="critical",type="acpitz",zone="3"} 105
thermal_zone_trip_celsius{trip="1",trip_type="passive",type="acpitz",zone="3"} 95.5
)");
}

BOOST_AUTO_TEST_CASE(cooling_devices_have_one_health_together) {
  using hwmon::sensor_kind;
  const auto cooling = device(hwmon::cooling_identity{{{"0", "Processor"}, {"1", "intel_powerclamp"}, {"2", "Fan"}}},
                              {{"cooling_device0", {"", {}, {{"max", 10}}}, 3, {}, sensor_kind::cooling_state},
                               {"cooling_device1", {"", {}, {{"max", 50}}}, -1, {}, sensor_kind::cooling_state},
                               {"cooling_device2", {"", {}, {{"max", 1}}}, failed, {}, sensor_kind::cooling_state}});
  BOOST_TEST(families_with(exposed(snapshot_of({cooling})), {"cooling_device_", "hwmon_chip_up"}) ==
             R"(# TYPE cooling_device_max_state gauge
cooling_device_max_state{device="0",type="Processor"} 10
cooling_device_max_state{device="1",type="intel_powerclamp"} 50
cooling_device_max_state{device="2",type="Fan"} 1
# TYPE cooling_device_state gauge
cooling_device_state{device="0",type="Processor"} 3
cooling_device_state{device="1",type="intel_powerclamp"} -1
# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="cooling_devices"} 1
)");
}

BOOST_AUTO_TEST_CASE(throttling_is_counted_by_core_and_package_and_timed_in_seconds) {
  using enum hwmon::sensor_kind;
  const auto core = [](unsigned package, unsigned number) { return cpu_position{cpu_part::core, package, number}; };
  const cpu_position package{cpu_part::package, 1, {}};
  const auto throttle =
      device(hwmon::throttle_identity{{core(0, 4), core(0, 4), core(1, 4), core(1, 4), package, package}},
             {{"a", {}, 7, {}, throttle_count},
              {"b", {}, 1'234, {}, throttle_time},
              {"c", {}, 0, {}, throttle_count},
              {"d", {}, failed, {}, throttle_time},
              {"e", {}, 9, {}, throttle_count},
              {"f", {}, 4'500, {}, throttle_time}});
  BOOST_TEST(families_with(exposed(snapshot_of({throttle})), {"cpu_core_", "cpu_package_"}) ==
             R"(# TYPE cpu_core_throttled_seconds_total counter
cpu_core_throttled_seconds_total{core="4",package="0"} 1.234
# TYPE cpu_core_throttles_total counter
cpu_core_throttles_total{core="4",package="0"} 7
cpu_core_throttles_total{core="4",package="1"} 0
# TYPE cpu_package_throttled_seconds_total counter
cpu_package_throttled_seconds_total{package="1"} 4.5
# TYPE cpu_package_throttles_total counter
cpu_package_throttles_total{package="1"} 9
)");
}

BOOST_AUTO_TEST_CASE(two_packages_whose_cores_are_called_alike_are_two) {
  const auto package = [](unsigned number) {
    return device(hwmon::chip_identity{"platform_coretemp_" + std::to_string(number), "coretemp"},
                  {{"temp2", {"Core 0", cpu_position{cpu_part::core, number, 0}, {}}, 40'000 + number}});
  };
  BOOST_TEST(
      lines_with(exposed(snapshot_of({package(0), package(1)})), "hwmon_temp_celsius") ==
      R"(hwmon_temp_celsius{chip="platform_coretemp_0",chip_name="coretemp",core="0",kind="core",label="Core 0",package="0",sensor="temp2"} 40
hwmon_temp_celsius{chip="platform_coretemp_1",chip_name="coretemp",core="0",kind="core",label="Core 0",package="1",sensor="temp2"} 40.001
)");
}

BOOST_AUTO_TEST_CASE(a_collector_that_is_not_asked_for_shows_nothing_not_even_how_its_devices_do) {
  const auto host = snapshot_of({device(hwmon::chip_identity{"chip", ""}, {{"temp1", {}, 1'000}}),
                                 device(hwmon::zone_identity{"7", "t"}, {{"temp", {}, 2'000}}),
                                 device(hwmon::cooling_identity{{{"8", "Fan"}}}, {{"c", {}, 1}}),
                                 device(hwmon::throttle_identity{{{cpu_part::package, 9, {}}}}, {{"t", {}, 3}})});
  const std::string names[] = {"chip", "thermal_zone7", "cooling_devices", "cpu_throttle"};
  for (unsigned set = 0; set < 16; ++set) {
    BOOST_TEST_CONTEXT("collectors " << set) {
      std::string expected;
      for (unsigned i : {0U, 2U, 3U, 1U})  // sorted by name
        if ((set >> i & 1) != 0)
          expected += "hwmon_chip_up{chip=\"" + names[i] + "\"" + (i == 1 ? ",chip_name=\"t\"" : "") + "} 1\n";
      exporter::exposition_settings off;
      off.collectors = set;
      const auto text = exposed(host, {}, set);
      BOOST_TEST(lines_with(text, "hwmon_chip_up") == expected);
      BOOST_TEST(exposed(host, off) == text);
      for (unsigned i = 0; i < 4; ++i) {
        const std::string value[] = {"hwmon_temp_celsius{", "thermal_zone_celsius{", "cooling_device_state{",
                                     "cpu_package_"};
        BOOST_TEST(lines_with(text, value[i]).empty() == ((set >> i & 1) == 0));
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
