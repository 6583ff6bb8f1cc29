// Which series have the time since which they count.
#include "gathered.hpp"
#include "host.hpp"
#include "native/cpu_families.hpp"
#include "native/sensor_families.hpp"
#include "node_exporter/families.hpp"
#include "self/own_families.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::exporter;
using namespace cputemp::exporter::test;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::system_clock::time_point started(100s);

/// A CPU found 200 s after the program was started, on a chip found after 100 s, and with throttle counts found after
/// 150 s.
std::shared_ptr<const sampling::snapshot> host() {
  const hwmon::cpu_position package{hwmon::cpu_part::package, 0, {}};
  const auto chip =
      device(hwmon::chip_identity{"c", "n"},
             {{"temp1", {"", package, {}}, 40'000}, {"energy1", {}, 7'000'000, {}, hwmon::sensor_kind::energy}});
  const auto throttle =
      device(hwmon::throttle_identity{{package}}, {{"a", {}, 3, {}, hwmon::sensor_kind::throttle_count}});
  chip->found = started + 100s;
  throttle->found = started + 150s;
  auto s = snapshot_of({chip, throttle});
  s->started = started;
  s->cpu_window = std::make_shared<const metrics::summary_value>(metrics::summary_value{{{1, 40}}, 1, 40});
  s->packages = std::make_shared<const std::vector<sampling::package_history>>(
      1, sampling::package_history{"0", hwmon::device_class::hwmon, {{{50, 1}}, 1, 40}, {{"85", 0}}, started + 200s});
  return s;
}

/// Returns the names of the families, each with the seconds from the start of the program to when its samples began.
std::set<std::string> with_ages(const std::vector<metrics::metric_family>& families) {
  std::set<std::string> result;
  for (const auto& family : families)
    for (const auto& [labels, value, created] : family.samples)
      result.insert(family.name + (created ? ' ' + std::to_string((*created - started) / 1s) : ""));
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(created_suite)

BOOST_AUTO_TEST_CASE(counters_of_this_program_have_a_time_of_creation_and_those_of_the_kernel_do_not) {
  const auto snapshot = host();
  const exposition_settings settings{.kinds = {hwmon::sensor_kind::temp, hwmon::sensor_kind::energy},
                                     .dropped_log_lines = [] { return std::uint64_t{3}; }};
  label_cache labels;
  package_label_cache packages;
  core_labels cores;
  const auto families = gathered([&](auto& to) {
    append_cpu_families(to, *snapshot, all_collectors, labels, packages, cores);
    append_sensor_families(to, *snapshot, all_collectors, settings, labels);
    append_own_families(to, *snapshot, settings, {});
  });
  const std::set<std::string> expected = {"cpu_package_throttles_total",
                                          "cpu_temp_exporter_build_info",
                                          "cpu_temp_exporter_discovery_hung",
                                          "cpu_temp_exporter_last_sample_timestamp_seconds",
                                          "cpu_temp_exporter_log_lines_dropped_total 0",
                                          "cpu_temp_exporter_sample_overruns_total 0",
                                          "cpu_temp_exporter_samples_total 0",
                                          "cpu_temp_exporter_sweep_duration_seconds 0",
                                          "cpu_temperature_above_seconds_total 200",
                                          "cpu_temperature_celsius",
                                          "cpu_temperature_distribution_celsius 200",
                                          "cpu_temperature_source_info",
                                          "cpu_temperature_window_celsius 0",
                                          "hwmon_chip_asleep",
                                          "hwmon_chip_read_duration_seconds",
                                          "hwmon_chip_up",
                                          "hwmon_energy_joules_total",
                                          "hwmon_read_errors_total 100",
                                          "hwmon_read_errors_total 150",
                                          "hwmon_temp_celsius"};
  BOOST_TEST(with_ages(families) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(node_exporters_families_have_none_as_in_node_exporter) {
  node_exporter_cache cache;
  const auto families = gathered([&](auto& to) {
    append_node_exporter_families(to, *host(), all_collectors, cache);
    append_scrape_families(to, *host(), all_collectors);
  });
  const std::set<std::string> expected = {"node_cpu_package_throttles_total",       "node_hwmon_chip_names",
                                          "node_hwmon_energy_joule_total",          "node_hwmon_temp_celsius",
                                          "node_scrape_collector_duration_seconds", "node_scrape_collector_success"};
  BOOST_TEST(with_ages(families) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
