#include "node_exporter/names.hpp"

#include <boost/test/unit_test.hpp>

#include <set>
#include <string_view>

using namespace cputemp;
using enum hwmon::sensor_kind;

BOOST_AUTO_TEST_SUITE(names_suite)

BOOST_AUTO_TEST_CASE(every_rule_of_node_exporter) {
  struct row {
    hwmon::sensor_kind kind;
    std::string_view element;
    std::int64_t file;
    std::string_view name;
    double value;
    std::string_view help;
    bool has_bare = false;
  };
  const row rows[] = {
      {temp, "input", 68850, "temp_celsius", 68.85000000000001, "Hardware monitor for temperature (input)"},
      {temp, "", 42000, "temp_celsius", 42, "Hardware monitor for temperature (input)"},
      {temp, "input", 42000, "temp_input_celsius", 42, "Hardware monitor for temperature (input)", true},
      {temp, "max", 84000, "temp_max_celsius", 84, "Hardware monitor for temperature (max)"},
      {temp, "max", 84000, "temp_max_celsius", 84, "Hardware monitor for temperature (max)", true},
      {temp, "crit_alarm", 1, "temp_crit_alarm_celsius", 0.001, "Hardware monitor for temperature (crit_alarm)"},
      {temp, "enable", 1, "temp_enable_celsius", 0.001, "Hardware monitor for temperature (enable)"},
      {temp, "type", 4, "temp_type", 4, "Hardware monitor temp element type"},
      {temp, "fault", 1, "temp_fault", 1, "Hardware sensor fault status (temp)"},
      {temp, "alarm", 1, "temp_alarm", 1, "Hardware sensor alarm status (temp)"},
      {temp, "beep", 1, "temp_beep_enabled", 1, "Hardware monitor sensor has beeping enabled"},
      {temp, "Max-Hyst.", 1000, "temp_max_hyst_celsius", 1, "Hardware monitor for temperature (Max-Hyst.)"},
      {temp, "--", 1000, "temp__celsius", 1, "Hardware monitor for temperature (--)"},
      {in, "input", 1023, "in_volts", 1.0230000000000001, "Hardware monitor for voltage (input)"},
      {in, "", 12000, "in_volts", 12, "Hardware monitor for voltage ()"},
      {in, "input", 12000, "in_input_volts", 12, "Hardware monitor for voltage (input)", true},
      {in, "lcrit_alarm", 1, "in_lcrit_alarm_volts", 0.001, "Hardware monitor for voltage (lcrit_alarm)"},
      {in, "alarm", 1, "in_alarm", 1, "Hardware sensor alarm status (in)"},
      {cpu, "vid", 1550, "cpu_vid_volts", 1.55, "Hardware monitor for voltage (vid)"},
      {curr, "input", 2500, "curr_amps", 2.5, "Hardware monitor for current (input)"},
      {curr, "crit_alarm", 1, "curr_crit_alarm_amps", 0.001, "Hardware monitor for current (crit_alarm)"},
      {energy, "input", 2500000, "energy_joule_total", 2.5, "Hardware monitor for joules used so far (input)"},
      {energy, "enable", 1, "energy_enable_joule_total", 1e-06, "Hardware monitor for joules used so far (enable)"},
      {power, "input", 45000000, "power_watt", 45, "Hardware monitor for power usage in watts (input)"},
      {power, "average", 45000000, "power_average_watt", 45, "Hardware monitor for power usage in watts (average)"},
      {power, "cap_alarm", 1, "power_cap_alarm_watt", 1e-06, "Hardware monitor for power usage in watts (cap_alarm)"},
      {power, "is_battery", 1, "power_is_battery_watt", 1e-06,
       "Hardware monitor for power usage in watts (is_battery)"},
      {power, "accuracy", 500000, "power_accuracy", 0.5, "Hardware monitor power meter accuracy, as a ratio"},
      {power, "average_interval", 1500, "power_average_interval_seconds", 1.5,
       "Hardware monitor power usage update interval (average_interval)"},
      {power, "average_interval_min", 1500, "power_average_interval_min_seconds", 1.5,
       "Hardware monitor power usage update interval (average_interval_min)"},
      {power, "average_interval_max", 1500, "power_average_interval_max_seconds", 1.5,
       "Hardware monitor power usage update interval (average_interval_max)"},
      {humidity, "input", 45000, "humidity", 0.045,
       "Hardware monitor for humidity, as a ratio (multiply with 100.0 to get the humidity as a percentage) (input)"},
      {humidity, "max", 90000, "humidity_max", 0.09,
       "Hardware monitor for humidity, as a ratio (multiply with 100.0 to get the humidity as a percentage) (max)"},
      {fan, "input", 1500, "fan_rpm", 1500, "Hardware monitor for fan revolutions per minute (input)"},
      {fan, "input", 1500, "fan_input_rpm", 1500, "Hardware monitor for fan revolutions per minute (input)", true},
      {fan, "min", 300, "fan_min_rpm", 300, "Hardware monitor for fan revolutions per minute (min)"},
      {fan, "max", 3000, "fan_max_rpm", 3000, "Hardware monitor for fan revolutions per minute (max)"},
      {fan, "target", 900, "fan_target_rpm", 900, "Hardware monitor for fan revolutions per minute (target)"},
      {fan, "div", 2, "fan_div", 2, "Hardware monitor fan element div"},
      {fan, "", 1500, "fan", 1500, "Hardware monitor fan element "},
      {fan, "min_alarm", 1, "fan_min_alarm", 1, "Hardware monitor fan element min_alarm"},
      {freq, "input", 1500000000, "freq_freq_mhz", 1500, "Hardware monitor for GPU frequency in MHz"},
      {freq, "max", 7, "freq_max", 7, "Hardware monitor freq element max"},
      {pwm, "", 128, "pwm", 128, "Hardware monitor pwm element "},
      {pwm, "enable", 2, "pwm_enable", 2, "Hardware monitor pwm element enable"},
      {pwm, "auto_point1_temp", 45000, "pwm_auto_point1_temp", 45000, "Hardware monitor pwm element auto_point1_temp"},
      {intrusion, "alarm", 1, "intrusion_alarm", 1, "Hardware sensor alarm status (intrusion)"},
      {intrusion, "beep", 1, "intrusion_beep_enabled", 1, "Hardware monitor sensor has beeping enabled"},
      {vrm, "", 90, "voltage_regulator_version", 90, "Hardware voltage regulator"},
      {beep_enable, "", 1, "beep_enabled", 1, "Hardware beep enabled"},
      {beep_enable, "", 2, "beep_enabled", 0, "Hardware beep enabled"},
      {update_interval, "", 1500, "update_interval_seconds", 1.5, "Hardware monitor update interval"},
  };
  std::set<hwmon::sensor_kind> kinds;
  for (const auto& r : rows) {
    BOOST_TEST_CONTEXT(r.name) {
      const auto found = exporter::node_exporter_name(r.kind, r.element, r.has_bare);
      BOOST_TEST_REQUIRE(found.has_value());
      BOOST_TEST(found->name == "node_hwmon_" + std::string(r.name));
      BOOST_TEST(found->help == r.help);
      BOOST_TEST(found->scale(r.file) == r.value);
      BOOST_TEST((found->type == metrics::metric_type::counter) == (r.kind == energy));
      BOOST_TEST(found->by_label == (r.kind == freq && r.element == "input"));
    }
    kinds.insert(r.kind);
  }
  BOOST_TEST(kinds.size() == hwmon::sensor_kind_names.size());
}

BOOST_AUTO_TEST_CASE(an_alarm_or_a_fault_or_a_beep_of_any_kind_has_no_unit) {
  for (const auto kind : {temp, fan, in, curr, power, energy, humidity, freq, pwm, intrusion, cpu}) {
    for (const std::string element : {"alarm", "fault"}) {
      const auto found = exporter::node_exporter_name(kind, element, false);
      const std::string type(hwmon::sensor_kind_names[static_cast<std::size_t>(kind)]);
      BOOST_TEST_REQUIRE(found.has_value());
      BOOST_TEST(found->name == "node_hwmon_" + type + "_" + element);
      BOOST_TEST(found->help == "Hardware sensor " + element + " status (" + type + ")");
      BOOST_TEST(found->scale(1) == 1);
      BOOST_TEST((found->type == metrics::metric_type::gauge));
    }
    BOOST_TEST(exporter::node_exporter_name(kind, "beep", false)->name.ends_with("_beep_enabled"));
  }
}

BOOST_AUTO_TEST_CASE(a_label_is_not_a_metric_and_some_kinds_have_only_a_bare_file) {
  BOOST_TEST(!exporter::node_exporter_name(temp, "label", false));
  for (const auto kind : {vrm, beep_enable, update_interval})
    BOOST_TEST(!exporter::node_exporter_name(kind, "alarm", false));
}

BOOST_AUTO_TEST_SUITE_END()
