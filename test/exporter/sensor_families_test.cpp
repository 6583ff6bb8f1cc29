#include "sensor_families.hpp"

#include <cputemp/metrics/text_encoder.hpp>

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

/// The sorted exposition without HELP, and without the error counters that are 0.
std::string exposed(std::vector<std::shared_ptr<sampling::device_state>> devices) {
  sampling::snapshot snapshot;
  snapshot.devices.assign(devices.begin(), devices.end());
  std::vector<metrics::metric_family> families;
  exporter::label_cache cache;
  exporter::append_sensor_families(families, snapshot, cache);
  metrics::sort(families);
  std::istringstream lines(metrics::encode_text(families));
  std::string text;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("# HELP") && !(line.starts_with("hwmon_read_errors_total{") && line.ends_with(" 0")))
      text += line + '\n';
  return text;
}

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
  BOOST_TEST(exposed({host}) ==
             R"(# TYPE cpu_temperature_celsius gauge
cpu_temperature_celsius 39
# TYPE cpu_temperature_source_info gauge
cpu_temperature_source_info{chip="platform_coretemp_0",label="Package id 0",sensor="temp1"} 1
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
  BOOST_TEST(exposed({host}) ==
             R"(# TYPE hwmon_chip_read_duration_seconds gauge
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
  BOOST_TEST(exposed({host}) ==
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
  BOOST_TEST(exposed({unread}) == "# TYPE hwmon_read_errors_total counter\n");
}

BOOST_AUTO_TEST_CASE(a_chip_that_is_down_keeps_its_limits_and_counts_its_errors) {
  auto down = device(coretemp, {{"temp1", {"x", {}, {{"max", 84'000}}}, failed}});
  down->up = false;
  down->errors[static_cast<std::size_t>(hwmon::fault_reason::timeout)] = 1;
  down->errors[static_cast<std::size_t>(hwmon::fault_reason::io)] = 7;
  BOOST_TEST(exposed({down}) ==
             R"(# TYPE hwmon_chip_read_duration_seconds gauge
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

BOOST_AUTO_TEST_CASE(labels_that_are_kept_follow_what_is_learned_of_a_device_later) {
  exporter::label_cache cache;
  const auto temp_samples = [&](const std::shared_ptr<sampling::device_state>& host) {
    sampling::snapshot snapshot;
    snapshot.devices = {host};
    std::vector<metrics::metric_family> families;
    exporter::append_sensor_families(families, snapshot, cache);
    std::string text;
    for (const auto& family : families)
      if (family.name.starts_with("hwmon_temp_"))
        for (const auto& sample : family.samples)
          text += std::string(family.name) + '{' + std::string(sample.labels.text()) + "}\n";
    return text;
  };
  const auto full =
      device(hwmon::chip_identity{"c", ""}, {{"temp1", {"x", {}, {{"max", 84'000}}}, 40'000, {{"max", true}}}});
  auto unread = std::make_shared<sampling::device_state>(*full);
  unread->details.reset();
  auto without_limit = std::make_shared<sampling::device_state>(*full);
  without_limit->details =
      std::make_shared<std::vector<hwmon::sensor_details>>(std::vector<hwmon::sensor_details>{{"x", {}, {}}});

  BOOST_TEST(temp_samples(unread).empty());
  const std::string reading = "hwmon_temp_celsius{chip=\"c\",label=\"x\",sensor=\"temp1\"}\n";
  const std::string alarm = "hwmon_temp_alarm{alarm=\"max\",chip=\"c\",label=\"x\",sensor=\"temp1\"}\n";
  const std::string limit = "hwmon_temp_limit_celsius{chip=\"c\",label=\"x\",limit=\"max\",sensor=\"temp1\"}\n";
  BOOST_TEST(temp_samples(without_limit) == reading + alarm);
  BOOST_TEST(temp_samples(full) == reading + limit + alarm);
  BOOST_TEST(temp_samples(full) == reading + limit + alarm);
}

BOOST_AUTO_TEST_CASE(every_reason_is_counted_from_zero) {
  sampling::snapshot snapshot;
  snapshot.devices = {device(coretemp, {})};
  std::vector<metrics::metric_family> families;
  exporter::label_cache cache;
  exporter::append_sensor_families(families, snapshot, cache);
  const auto errors = std::ranges::find(families, "hwmon_read_errors_total", &metrics::metric_family::name);
  BOOST_TEST_REQUIRE((errors != families.end()));
  std::vector<std::string> reasons;
  for (const auto& s : errors->samples) {
    BOOST_TEST(std::get<double>(s.value) == 0);
    reasons.push_back(s.labels.begin()[2].value);
  }
  BOOST_TEST(reasons == (std::vector<std::string>{"io", "busy", "timeout", "denied", "nodata", "parse", "implausible",
                                                  "other"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
