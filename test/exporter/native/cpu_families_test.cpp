#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace cputemp;
using namespace cputemp::exporter::test;
using hwmon::cpu_part;
using hwmon::cpu_position;
using hwmon::device_class;

namespace {

sampling::package_history history(const std::string& package, device_class source) {
  return {package, source, {{{40, 2}, {50, 3}}, 3, 128.5}, {{"85", 1.5}, {"max", 0.25}}};
}

/// A package that is hot, and one that was read from a zone before.
std::shared_ptr<sampling::snapshot> hot_host() {
  auto snapshot = snapshot_of({device(hwmon::chip_identity{"c", ""},
                                      {{"temp1", {"Tctl", cpu_position{cpu_part::package, 0, {}}, {}}, 68'850}})});
  snapshot->cpu_window =
      std::make_shared<metrics::summary_value>(metrics::summary_value{{{0, 40}, {0.5, 41.5}, {1, 68.85}}, 100, 4'150});
  snapshot->packages = std::make_shared<std::vector<sampling::package_history>>(
      std::vector{history("0", device_class::hwmon), history("thermal_zone0", device_class::thermal_zone)});
  return snapshot;
}

std::string headlines(const std::shared_ptr<sampling::snapshot>& snapshot, exporter::collector_set collectors) {
  return lines_with(exposed(snapshot, {}, collectors), "cpu_temperature_");
}

constexpr exporter::collector_set chips{0b0001};
constexpr exporter::collector_set zones{0b0010};

const std::string headline =
    "cpu_temperature_celsius 68.85\n"
    "cpu_temperature_source_info{chip=\"c\",label=\"Tctl\",sensor=\"temp1\"} 1\n";
const std::string window =
    "cpu_temperature_window_celsius{quantile=\"0\"} 40\n"
    "cpu_temperature_window_celsius{quantile=\"0.5\"} 41.5\n"
    "cpu_temperature_window_celsius{quantile=\"1\"} 68.85\n"
    "cpu_temperature_window_celsius_sum 4150\n"
    "cpu_temperature_window_celsius_count 100\n";

std::string above(const std::string& package) {
  return "cpu_temperature_above_seconds_total{package=\"" + package + "\",threshold=\"85\"} 1.5\n" +
         "cpu_temperature_above_seconds_total{package=\"" + package + "\",threshold=\"max\"} 0.25\n";
}

std::string distribution(const std::string& package) {
  const std::string name = "cpu_temperature_distribution_celsius";
  const std::string label = "package=\"" + package + "\"";
  return name + "_bucket{" + label + ",le=\"40\"} 2\n" + name + "_bucket{" + label + ",le=\"50\"} 3\n" + name +
         "_bucket{" + label + ",le=\"+Inf\"} 3\n" + name + "_sum{" + label + "} 128.5\n" + name + "_count{" + label +
         "} 3\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cpu_families_suite)

BOOST_AUTO_TEST_CASE(the_headline_with_its_window_and_the_packages_histories) {
  BOOST_TEST(headlines(hot_host(), exporter::all_collectors) ==
             above("0") + above("thermal_zone0") + headline.substr(0, headline.find('\n') + 1) + distribution("0") +
                 distribution("thermal_zone0") + headline.substr(headline.find('\n') + 1) + window);
}

BOOST_AUTO_TEST_CASE(they_go_with_the_collector_that_they_are_read_by) {
  const auto host = hot_host();
  BOOST_TEST(headlines(host, chips) == above("0") + headline.substr(0, headline.find('\n') + 1) + distribution("0") +
                                           headline.substr(headline.find('\n') + 1) + window);
  BOOST_TEST(headlines(host, zones) == above("thermal_zone0") + distribution("thermal_zone0"));
  BOOST_TEST(headlines(host, exporter::collector_set{0b1100}).empty());
}

BOOST_AUTO_TEST_CASE(a_package_that_is_silent_keeps_its_window) {
  auto host = hot_host();
  auto silent = std::make_shared<sampling::device_state>(*host->devices.front());
  silent->inputs = {failed};
  host->devices = {silent};
  host->headline.reset();
  BOOST_TEST(headlines(host, chips) == above("0") + distribution("0") + window);
  BOOST_TEST(headlines(host, zones) == above("thermal_zone0") + distribution("thermal_zone0"));
}

BOOST_AUTO_TEST_CASE(a_window_without_a_sample_in_it_is_absent) {
  auto host = hot_host();
  host->cpu_window = std::make_shared<metrics::summary_value>(metrics::summary_value{{}, 100, 4'150});
  BOOST_TEST(lines_with(exposed(host), "cpu_temperature_window").empty());
  host->cpu_window.reset();
  BOOST_TEST(lines_with(exposed(host), "cpu_temperature_window").empty());
}

BOOST_AUTO_TEST_CASE(without_sampling_in_the_background_there_are_no_histories) {
  auto host = hot_host();
  host->packages.reset();
  host->cpu_window.reset();
  BOOST_TEST(headlines(host, chips) == headline);
}

BOOST_AUTO_TEST_CASE(node_exporters_schema_has_them_too) {
  exporter::exposition_settings settings;
  settings.names = exporter::schema::node_exporter;
  const auto host = hot_host();
  BOOST_TEST(lines_with(exposed(host, settings), "cpu_temperature_") == headlines(host, exporter::all_but_process));
}

BOOST_AUTO_TEST_SUITE_END()
