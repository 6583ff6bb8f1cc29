#include "body/expected_cost.hpp"

#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace cputemp;
using namespace cputemp::exporter;
using namespace cputemp::exporter::test;

namespace {

/// Packages of 33 sensors with limits, an alarm and extremes.
std::shared_ptr<const sampling::snapshot> packages(unsigned count) {
  std::vector<device_pointer> devices;
  for (unsigned package = 0; package < count; ++package) {
    const hwmon::sensor_details details{
        "Core", hwmon::cpu_position{hwmon::cpu_part::core, package, 1}, {{"crit", 100'000}, {"max", 84'000}}};
    std::vector<sensor> sensors;
    for (unsigned i = 1; i <= 33; ++i)
      sensors.push_back({"temp" + std::to_string(i), details, 45'000, {{"crit", false}}});
    devices.push_back(
        device(hwmon::chip_identity{"platform_coretemp_" + std::to_string(package), "coretemp"}, sensors));
    devices.back()->window.assign(33, sampling::extremes{44'000, 46'000});
  }
  return snapshot_of(devices);
}

std::size_t cost(unsigned package_count, schema names) {
  return expected_cost(expected_octets(*packages(package_count), all_collectors, names), true, false);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(expected_cost_suite)

BOOST_AUTO_TEST_CASE(the_octets_of_a_host_with_cpus_are_expected_within_a_quarter) {
  for (const unsigned count : {1U, 2U, 10U, 100U}) {
    const auto host = packages(count);
    const http_metrics http({"/metrics", "/", "/-/healthy", "/-/ready"});
    exposition e({}, {"1.2.3", "abc", "GNU 12", "1.81.0", "x86_64"}, &http);
    const auto octets = static_cast<double>(e.make(host, {})->size());
    const auto expected = static_cast<double>(expected_octets(*host, all_collectors, schema::native));
    BOOST_TEST(expected > 0.75 * octets, count << " packages: " << expected << " for " << octets);
    BOOST_TEST(expected < 1.25 * octets, count << " packages: " << expected << " for " << octets);
  }
}

BOOST_AUTO_TEST_CASE(what_no_collector_reads_costs_nothing) {
  const auto none = expected_octets(*packages(0), all_collectors, schema::native);
  BOOST_TEST(expected_octets(*packages(10), collector_set{0b00010}, schema::native) == none);
  BOOST_TEST(expected_octets(*packages(10), collector_set{0b00001}, schema::native) ==
             expected_octets(*packages(10), all_collectors, schema::native));
}

BOOST_AUTO_TEST_CASE(compression_costs_twice_what_encoding_does_and_where_the_plain_body_is_known_it_is_all) {
  BOOST_TEST(expected_cost(1000, false, false) == 1000u);
  BOOST_TEST(expected_cost(1000, true, false) == 3000u);
  BOOST_TEST(expected_cost(1000, true, true) == 2000u);
}

BOOST_AUTO_TEST_CASE(two_packages_of_33_sensors_are_quick_in_all_schemas_and_ten_thousand_sensors_are_not) {
  for (const auto names : {schema::native, schema::node_exporter, schema::both}) {
    BOOST_TEST(cost(2, names) <= quick_cost);
    BOOST_TEST(cost(300, names) > quick_cost);
  }
}

BOOST_AUTO_TEST_SUITE_END()
