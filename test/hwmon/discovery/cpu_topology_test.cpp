#include "discovery/cpu_topology.hpp"

#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sensor_error.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>

namespace cputemp::hwmon {

namespace {

using packages = std::vector<unsigned>;

}  // namespace

BOOST_AUTO_TEST_SUITE(cpu_topology_suite)

BOOST_AUTO_TEST_CASE(an_id_is_an_unsigned_number) {
  const test::sysfs_tree tree{
      {"0", "0\n"}, {"highest", "4294967295\n"}, {"none", "-1\n"}, {"more", "4294967296\n"}, {"text", "x\n"}};
  const auto read = [&](const char* file) { return read_topology_id(tree.path(file).string()); };
  BOOST_TEST(read("0").value() == 0U);
  BOOST_TEST(read("highest").value() == std::numeric_limits<unsigned>::max());
  BOOST_CHECK(read("none").error() == sensor_errc::implausible);
  BOOST_CHECK(read("more").error() == sensor_errc::implausible);
  BOOST_CHECK(read("text").error() == sensor_errc::not_an_integer);
  BOOST_CHECK(read("nowhere").error() == boost::system::errc::no_such_file_or_directory);
}

BOOST_AUTO_TEST_CASE(nodes_are_dealt_out_evenly_to_the_packages) {
  BOOST_CHECK(package_of_node(0, 1, {0}) == 0U);
  BOOST_CHECK(package_of_node(1, 2, {0, 1}) == 1U);
  BOOST_CHECK(package_of_node(3, 8, {0, 1}) == 0U);
  BOOST_CHECK(package_of_node(4, 8, {0, 1}) == 1U);
  BOOST_CHECK(package_of_node(1, 2, {0}) == 0U);     // two dies in one package
  BOOST_CHECK(package_of_node(1, 2, {2, 5}) == 5U);  // ids may have gaps
  BOOST_CHECK(package_of_node(0, 1, {0, 1}) == 0U);  // a machine that shows fewer nodes than packages
  BOOST_CHECK(package_of_node(1, 2, {}) == 1U);
}

BOOST_AUTO_TEST_CASE(packages_are_the_distinct_ids_of_all_cpus) {
  test::sysfs_tree tree{
      {"devices/system/cpu/cpu0/topology/physical_package_id", "1\n"},
      {"devices/system/cpu/cpu1/topology/physical_package_id", "0\n"},
      {"devices/system/cpu/cpu2/topology/physical_package_id", "1\n"},
      {"devices/system/cpu/cpu3/topology/physical_package_id", "-1\n"},
      {"devices/system/cpu/cpu4/topology/physical_package_id", "x\n"},
      {"devices/system/cpu/cpu6/topology/physical_package_id", "4294967299\n"},  // no unsigned number, 3 if it is cut
      {"devices/system/cpu/cpufreq/topology/physical_package_id", "7\n"},
      {"devices/system/cpu/cpu5/online", "0\n"},
  };
  BOOST_TEST(read_cpu_packages(tree.root()) == packages({0, 1}), boost::test_tools::per_element());
  BOOST_CHECK(read_cpu_packages("/nowhere").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
