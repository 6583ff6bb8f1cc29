#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::exporter::test;
using enum hwmon::sensor_kind;
using hwmon::cpu_part;

namespace {

/// A sensor as its files: the reading under its own name among the others, `label` apart.
struct filed_sensor {
  std::string name;
  hwmon::sensor_kind kind;
  std::map<std::string, hwmon::reading> files;
  std::optional<std::string> label = {};
};

device_pointer chip(const std::string& entry, const hwmon::chip_identity& who,
                    const std::vector<filed_sensor>& sensors) {
  auto description = std::make_shared<hwmon::device_description>();
  auto attributes = std::make_shared<hwmon::raw_attributes>();
  auto state = device(who, {});
  description->directory = "/sys/devices/x/hwmon/" + entry;
  description->identity = who;
  for (const auto& [name, kind, files, label] : sensors) {
    auto& sensor = description->sensors.emplace_back();
    sensor.sensor = name;
    sensor.kind = kind;
    for (const auto& file : files) sensor.attributes.push_back({file.first, entry + file.first});
    const auto* input = sensor.input();
    auto& values = attributes->values.emplace_back();
    for (const auto& file : files)
      if (file.second && !(input && input->name == file.first)) values.push_back({file.first, *file.second});
    state->inputs.push_back(input ? files.at(input->name) : hwmon::sensor_errc::not_measured);
    attributes->labels.push_back(label);
  }
  state->details = std::make_shared<std::vector<hwmon::sensor_details>>(sensors.size());
  state->alarms.reset();
  state->description = std::move(description);
  state->attributes = std::move(attributes);
  return state;
}

hwmon::cpu_position core(unsigned package, unsigned core) { return {cpu_part::core, package, core}; }

const exporter::exposition_settings drop_in{.collectors = exporter::all_but_process,
                                            .names = exporter::schema::node_exporter};

/// Returns the node_hwmon_* families of these chips.
std::string exposed_there(const std::vector<device_pointer>& devices) {
  return families_with(exposed(snapshot_of(devices), drop_in, exporter::collector_set{0b0001}), {"node_hwmon_"});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(families_suite)

BOOST_AUTO_TEST_CASE(a_chip_with_all_its_files) {
  const auto host =
      chip("hwmon0", {"platform_coretemp_0", "coretemp"},
           {{"temp1",
             temp,
             {{"crit", 100'000}, {"crit_alarm", 0}, {"input", 68'850}, {"label", failed}, {"max", 84'000}},
             "Package id 0"},
            {"temp2", temp, {{"input", hwmon::sensor_errc::implausible}, {"label", failed}, {"max", 84'000}}, "Core 0"},
            {"fan1", fan, {{"alarm", 0}, {"input", 1500}}},
            {"energy1", energy, {{"input", 2'500'000}}},
            {"pwm1", pwm, {{"", 128}, {"enable", 2}}}});
  BOOST_TEST(exposed_there({host}) ==
             R"(# TYPE node_hwmon_chip_names gauge
node_hwmon_chip_names{chip="platform_coretemp_0",chip_name="coretemp"} 1
# TYPE node_hwmon_energy_joule_total counter
node_hwmon_energy_joule_total{chip="platform_coretemp_0",sensor="energy1"} 2.5
# TYPE node_hwmon_fan_alarm gauge
node_hwmon_fan_alarm{chip="platform_coretemp_0",sensor="fan1"} 0
# TYPE node_hwmon_fan_rpm gauge
node_hwmon_fan_rpm{chip="platform_coretemp_0",sensor="fan1"} 1500
# TYPE node_hwmon_pwm gauge
node_hwmon_pwm{chip="platform_coretemp_0",sensor="pwm1"} 128
# TYPE node_hwmon_pwm_enable gauge
node_hwmon_pwm_enable{chip="platform_coretemp_0",sensor="pwm1"} 2
# TYPE node_hwmon_sensor_label gauge
node_hwmon_sensor_label{chip="platform_coretemp_0",label="Core 0",sensor="temp2"} 1
node_hwmon_sensor_label{chip="platform_coretemp_0",label="Package id 0",sensor="temp1"} 1
# TYPE node_hwmon_temp_celsius gauge
node_hwmon_temp_celsius{chip="platform_coretemp_0",sensor="temp1"} 68.85000000000001
# TYPE node_hwmon_temp_crit_alarm_celsius gauge
node_hwmon_temp_crit_alarm_celsius{chip="platform_coretemp_0",sensor="temp1"} 0
# TYPE node_hwmon_temp_crit_celsius gauge
node_hwmon_temp_crit_celsius{chip="platform_coretemp_0",sensor="temp1"} 100
# TYPE node_hwmon_temp_max_celsius gauge
node_hwmon_temp_max_celsius{chip="platform_coretemp_0",sensor="temp1"} 84
node_hwmon_temp_max_celsius{chip="platform_coretemp_0",sensor="temp2"} 84
)");
}

BOOST_AUTO_TEST_CASE(a_chip_without_sensors_has_a_name_and_one_without_either_has_nothing) {
  BOOST_TEST(exposed_there({chip("hwmon0", {"a", "bat0"}, {}), chip("hwmon1", {"b", ""}, {})}) ==
             R"(# TYPE node_hwmon_chip_names gauge
node_hwmon_chip_names{chip="a",chip_name="bat0"} 1
)");
}

BOOST_AUTO_TEST_CASE(a_reading_beside_a_bare_file_is_called_input) {
  BOOST_TEST(exposed_there({chip("hwmon0", {"c", ""}, {{"temp1", temp, {{"", 41'000}, {"input", 42'000}}}})}) ==
             R"(# TYPE node_hwmon_temp_celsius gauge
node_hwmon_temp_celsius{chip="c",sensor="temp1"} 41
# TYPE node_hwmon_temp_input_celsius gauge
node_hwmon_temp_input_celsius{chip="c",sensor="temp1"} 42
)");
}

BOOST_AUTO_TEST_CASE(a_bare_file_that_is_the_reading_counts_too) {
  BOOST_TEST(exposed_there({chip("hwmon0", {"c", ""},
                                 {{"pwm1", pwm, {{"", 100}, {"input", 120}}}, {"pwm2", pwm, {{"", 101}}}})}) ==
             R"(# TYPE node_hwmon_pwm gauge
node_hwmon_pwm{chip="c",sensor="pwm1"} 100
node_hwmon_pwm{chip="c",sensor="pwm2"} 101
# TYPE node_hwmon_pwm_input gauge
node_hwmon_pwm_input{chip="c",sensor="pwm1"} 120
)");
}

BOOST_AUTO_TEST_CASE(a_bare_file_that_cannot_be_read_is_none) {
  BOOST_TEST(exposed_there({chip("hwmon0", {"c", ""}, {{"temp1", temp, {{"", failed}, {"input", 42'000}}}})}) ==
             R"(# TYPE node_hwmon_temp_celsius gauge
node_hwmon_temp_celsius{chip="c",sensor="temp1"} 42
)");
}

BOOST_AUTO_TEST_CASE(a_bare_temperature_and_a_reading_are_one_family) {
  BOOST_TEST(exposed_there({chip("hwmon0", {"c", ""},
                                 {{"temp0", temp, {{"", 41'000}}}, {"temp1", temp, {{"input", 42'000}}}})}) ==
             R"(# TYPE node_hwmon_temp_celsius gauge
node_hwmon_temp_celsius{chip="c",sensor="temp0"} 41
node_hwmon_temp_celsius{chip="c",sensor="temp1"} 42
)");
}

BOOST_AUTO_TEST_CASE(of_metrics_with_one_name_and_two_texts_the_first_is_kept_by_the_order_of_the_entries) {
  // `Hardware monitor for voltage ()` and `(input)`.
  const std::vector<filed_sensor> bare = {{"in0", in, {{"", 1'000}}}};
  const std::vector<filed_sensor> reading = {{"in0", in, {{"input", 2'000}}}};
  struct row {
    std::string bare_entry;
    std::string reading_entry;
    std::string kept;
  };
  // As ReadDir sorts them: by name.
  for (const auto& [bare_entry, reading_entry, kept] :
       {row{"hwmon1", "hwmon2", "bare"}, row{"hwmon2", "hwmon1", "reading"}, row{"hwmon2", "hwmon10", "reading"}}) {
    const auto text =
        exposed_there({chip(bare_entry, {"bare", ""}, bare), chip(reading_entry, {"reading", ""}, reading)});
    BOOST_TEST(lines_with(text, "node_hwmon_in_volts") ==
               "node_hwmon_in_volts{chip=\"" + kept + "\",sensor=\"in0\"} " + (kept == "bare" ? "1\n" : "2\n"));
  }
}

BOOST_AUTO_TEST_CASE(of_chips_that_are_called_alike_the_first_one_in_the_order_of_their_entries_counts) {
  const auto text = exposed_there({chip("hwmon2", {"a_b", "b"}, {{"temp1", temp, {{"input", 2'000}}, "x"}}),
                                   chip("hwmon1", {"a_b", "b"}, {{"temp1", temp, {{"input", 1'000}}, "x"}})});
  BOOST_TEST(lines_with(text, "node_hwmon_") ==
             R"(node_hwmon_chip_names{chip="a_b",chip_name="b"} 1
node_hwmon_sensor_label{chip="a_b",label="x",sensor="temp1"} 1
node_hwmon_temp_celsius{chip="a_b",sensor="temp1"} 1
)");
}

BOOST_AUTO_TEST_CASE(within_a_chip_readings_come_before_other_files) {
  const auto text = exposed_there(
      {chip("hwmon0", {"c", ""}, {{"fan1", fan, {{"rpm", 7}}}, {"fan2", fan, {{"input", 900}, {"rpm", 8}}}})});
  BOOST_TEST(lines_with(text, "node_hwmon_fan") == "node_hwmon_fan_rpm{chip=\"c\",sensor=\"fan2\"} 900\n");
}

BOOST_AUTO_TEST_CASE(a_frequency_goes_by_its_label_and_is_not_shown_without_one) {
  const auto host = chip("hwmon0", {"gpu", ""},
                         {{"freq1", freq, {{"input", 1'500'000'000}, {"max", 5}}, "S clk"},
                          {"freq2", freq, {{"input", 900'000'000}}},
                          {"freq3", freq, {{"input", 800'000'000}}, "s_CLK"}});
  BOOST_TEST(exposed_there({host}) ==
             R"(# TYPE node_hwmon_freq_freq_mhz gauge
node_hwmon_freq_freq_mhz{chip="gpu",sensor="s_clk"} 1500
# TYPE node_hwmon_freq_max gauge
node_hwmon_freq_max{chip="gpu",sensor="freq1"} 5
# TYPE node_hwmon_sensor_label gauge
node_hwmon_sensor_label{chip="gpu",label="S clk",sensor="freq1"} 1
node_hwmon_sensor_label{chip="gpu",label="s_CLK",sensor="freq3"} 1
)");
}

BOOST_AUTO_TEST_CASE(an_empty_label_is_a_label_and_a_quote_is_escaped) {
  BOOST_TEST(lines_with(exposed_there({chip("hwmon0", {"c", ""},
                                            {{"temp1", temp, {{"input", 1'000}}, ""},
                                             {"temp2", temp, {{"input", 1'000}}, " a \"b\" "}})}),
                        "node_hwmon_sensor_label") ==
             "node_hwmon_sensor_label{chip=\"c\",label=\"\",sensor=\"temp1\"} 1\n"
             "node_hwmon_sensor_label{chip=\"c\",label=\" a \\\"b\\\" \",sensor=\"temp2\"} 1\n");
}

BOOST_AUTO_TEST_CASE(zones_cooling_devices_and_throttle_counts_with_the_time_that_each_collector_took) {
  const auto zone = device(hwmon::zone_identity{"0", "x86_pkg_temp", hwmon::zone_cpu::package}, {{"temp", {}, 68'850}});
  const auto failed_zone = device(hwmon::zone_identity{"1", "iwlwifi_1"}, {{"temp", {}, failed}});
  const auto cooling = device(hwmon::cooling_identity{{{"0", "Processor"}, {"1", "intel_powerclamp"}, {"2", "Fan"}}},
                              {{"cooling_device0", {"", {}, {{"max", 10}}}, 3, {}, cooling_state},
                               {"cooling_device1", {"", {}, {{"max", 50}}}, -1, {}, cooling_state},
                               {"cooling_device2", {"", {}, {}}, 1, {}, cooling_state}});
  const auto throttle =
      device(hwmon::throttle_identity{{core(0, 4), core(1, 4), {cpu_part::package, 1, {}}, {cpu_part::package, 1, {}}}},
             {{"a", {}, 7, {}, throttle_count},
              {"b", {}, 8, {}, throttle_count},
              {"c", {}, 9, {}, throttle_count},
              {"d", {}, 4'500, {}, throttle_time}});
  const auto text = exposed(snapshot_of({zone, failed_zone, cooling, throttle}), drop_in);
  BOOST_TEST(families_with(text, {"node_cooling_", "node_cpu_", "node_scrape_", "node_thermal_"}) ==
             R"(# TYPE node_cooling_device_cur_state gauge
node_cooling_device_cur_state{name="0",type="Processor"} 3
node_cooling_device_cur_state{name="1",type="intel_powerclamp"} -1
# TYPE node_cooling_device_max_state gauge
node_cooling_device_max_state{name="0",type="Processor"} 10
node_cooling_device_max_state{name="1",type="intel_powerclamp"} 50
# TYPE node_cpu_core_throttles_total counter
node_cpu_core_throttles_total{core="4",package="0"} 7
node_cpu_core_throttles_total{core="4",package="1"} 8
# TYPE node_cpu_package_throttles_total counter
node_cpu_package_throttles_total{package="1"} 9
# TYPE node_scrape_collector_duration_seconds gauge
node_scrape_collector_duration_seconds{collector="cpu"} 0.002
node_scrape_collector_duration_seconds{collector="hwmon"} 0
node_scrape_collector_duration_seconds{collector="thermal_zone"} 0.006
# TYPE node_scrape_collector_success gauge
node_scrape_collector_success{collector="cpu"} 1
node_scrape_collector_success{collector="hwmon"} 1
node_scrape_collector_success{collector="thermal_zone"} 1
# TYPE node_thermal_zone_temp gauge
node_thermal_zone_temp{type="x86_pkg_temp",zone="0"} 68.85
)");
}

BOOST_AUTO_TEST_CASE(a_collector_succeeds_unless_something_could_not_be_looked_into) {
  using namespace boost::system::errc;
  using hwmon::device_class;
  const auto missing = make_error_code(no_such_file_or_directory);
  const auto denied = make_error_code(permission_denied);
  struct row {
    hwmon::problem problem;
    std::string failed;
  };
  const row rows[] = {
      {{"class/hwmon", missing, device_class::hwmon}, "hwmon"},
      {{"class/hwmon/hwmon0", denied, device_class::hwmon}, "hwmon"},
      {{"class/thermal", missing, device_class::thermal_zone}, ""},
      {{"class/thermal", missing, device_class::cooling_device}, ""},
      {{"class/thermal", denied, device_class::thermal_zone}, "thermal_zone"},
      {{"class/thermal/cooling_device0", denied, device_class::cooling_device}, "thermal_zone"},
      {{"cpu0/thermal_throttle", hwmon::sensor_errc::masked, device_class::cpu_throttle}, ""},
      {{"cpu0/thermal_throttle", denied, device_class::cpu_throttle}, "cpu"},
  };
  for (const auto& r : rows) {
    auto snapshot = snapshot_of({});
    snapshot->problems = std::make_shared<std::vector<hwmon::problem>>(1, r.problem);
    for (const std::string name : {"cpu", "hwmon", "thermal_zone"}) {
      const auto line = "node_scrape_collector_success{collector=\"" + name + "\"} ";
      BOOST_TEST(lines_with(exposed(snapshot, drop_in), line) == line + (name == r.failed ? "0\n" : "1\n"));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_collector_that_is_off_is_not_reported) {
  struct row {
    exporter::collector_set collectors;
    std::string names;
  };
  for (const auto& [collectors, names] :
       {row{0b0001, "hwmon"}, row{0b0010, "thermal_zone"}, row{0b0100, "thermal_zone"}, row{0b1000, "cpu"}}) {
    const std::string start = "node_scrape_collector_success{";
    BOOST_TEST(lines_with(exposed(snapshot_of({}), drop_in, collectors), start) ==
               start + "collector=\"" + names + "\"} 1\n");
  }
}

BOOST_AUTO_TEST_CASE(both_schemas_are_the_two_beside_each_other) {
  const auto host = chip("hwmon0", {"c", "x"}, {{"temp1", temp, {{"input", 42'000}}}, {"fan1", fan, {{"input", 900}}}});
  const auto other = chip("hwmon1", {"d", "y"}, {{"fan1", fan, {{"input", 800}}}});
  auto both = drop_in;
  both.names = exporter::schema::both;
  const auto text = exposed(snapshot_of({host, other}), both, exporter::collector_set{0b0001});
  BOOST_TEST(families_with(text, {"hwmon_chip_up", "hwmon_temp_", "node_hwmon_"}) ==
             R"(# TYPE hwmon_chip_up gauge
hwmon_chip_up{chip="c",chip_name="x"} 1
# TYPE hwmon_temp_celsius gauge
hwmon_temp_celsius{chip="c",chip_name="x",label="temp1",sensor="temp1"} 42
# TYPE node_hwmon_chip_names gauge
node_hwmon_chip_names{chip="c",chip_name="x"} 1
node_hwmon_chip_names{chip="d",chip_name="y"} 1
# TYPE node_hwmon_fan_rpm gauge
node_hwmon_fan_rpm{chip="c",sensor="fan1"} 900
node_hwmon_fan_rpm{chip="d",sensor="fan1"} 800
# TYPE node_hwmon_temp_celsius gauge
node_hwmon_temp_celsius{chip="c",sensor="temp1"} 42
)");
}

BOOST_AUTO_TEST_CASE(a_sensor_without_a_reading_has_no_native_families) {
  const std::map<std::string, hwmon::reading> no_reading = {{"max", 80'000}};
  auto mixed = chip("hwmon0", {"c", ""}, {{"temp1", temp, {{"input", 42'000}}}, {"temp2", temp, no_reading}});
  auto other = chip("hwmon1", {"d", ""}, {{"temp1", temp, no_reading}});
  for (const auto& each : {mixed, other}) {
    auto details = *each->details;
    details.back().limits = {{"max", 80'000}};
    each->details = std::make_shared<std::vector<hwmon::sensor_details>>(details);
  }
  exporter::exposition_settings both = drop_in;
  both.names = exporter::schema::both;
  const auto text = exposed(snapshot_of({mixed, other}), both);
  BOOST_TEST(lines_with(text, "node_hwmon_temp_max") ==
             "node_hwmon_temp_max_celsius{chip=\"c\",sensor=\"temp2\"} 80\n"
             "node_hwmon_temp_max_celsius{chip=\"d\",sensor=\"temp1\"} 80\n");
  BOOST_TEST(lines_with(text, "hwmon_temp_") ==
             R"(hwmon_temp_celsius{chip="c",label="temp1",sensor="temp1"} 42
)");
  BOOST_TEST(lines_with(text, "hwmon_chip_up") == "hwmon_chip_up{chip=\"c\"} 1\n");
}

BOOST_AUTO_TEST_CASE(names_and_labels_follow_what_is_read_later) {
  exporter::exposition_settings settings = drop_in;
  settings.own_families = false;
  exporter::exposition e(settings, {}, nullptr);
  const auto first = chip("hwmon0", {"c", ""}, {{"temp1", temp, {{"", 41'000}, {"input", 42'000}}, "x"}});
  auto later = std::make_shared<sampling::device_state>(*first);
  auto attributes = *first->attributes;
  attributes.values[0].clear();
  attributes.labels[0] = "y";
  later->attributes = std::make_shared<hwmon::raw_attributes>(attributes);
  auto unread = std::make_shared<sampling::device_state>(*first);
  unread->attributes.reset();
  const std::string with_bare =
      "node_hwmon_temp_celsius{chip=\"c\",sensor=\"temp1\"} 41\n"
      "node_hwmon_temp_input_celsius{chip=\"c\",sensor=\"temp1\"} 42\n";
  const std::string reading = "node_hwmon_temp_celsius{chip=\"c\",sensor=\"temp1\"} 42\n";
  struct row {
    device_pointer state;
    std::string temperatures;
    std::string label;
  };
  for (const auto& [state, temperatures, label] :
       {row{unread, reading, ""}, row{first, with_bare, "x"}, row{later, reading, "y"}, row{first, with_bare, "x"}}) {
    const auto text = *e.make(snapshot_of({state}), {});
    BOOST_TEST(lines_with(text, "node_hwmon_temp_") == temperatures);
    BOOST_TEST(
        lines_with(text, "node_hwmon_sensor_label") ==
        (label.empty() ? "" : "node_hwmon_sensor_label{chip=\"c\",label=\"" + label + "\",sensor=\"temp1\"} 1\n"));
  }
}

BOOST_AUTO_TEST_SUITE_END()
