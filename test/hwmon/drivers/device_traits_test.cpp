#include "drivers/device_traits.hpp"

#include "discovery/cpu_packages.hpp"
#include "support/sysfs_tree.hpp"

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

namespace {

using packages = std::vector<unsigned>;

}  // namespace

BOOST_AUTO_TEST_SUITE(device_places)

BOOST_AUTO_TEST_CASE(the_bus_is_the_outermost_adapter_else_the_device_itself) {
  const struct {
    const char* driver;
    const char* device;
    device_traits expected;
  } rows[] = {
      {"coretemp", "/sys/devices/platform/coretemp.0", {"/sys/devices/platform/coretemp.0", false, false}},
      {"lm75", "/sys/devices/pci0/i2c-3/3-0048", {"/sys/devices/pci0/i2c-3", false, false}},
      {"lm75", "/sys/devices/pci0/i2c-0/i2c-5/5-0048", {"/sys/devices/pci0/i2c-0", false, false}},
      {"lm75", "/sys/devices/i2c-0", {"/sys/devices/i2c-0", false, false}},
      {"x",
       "/sys/devices/platform/i2c-gpio/i2c-x/4-0048",
       {"/sys/devices/platform/i2c-gpio/i2c-x/4-0048", false, false}},
      {"nvme", "/sys/devices/pci0/nvme/nvme0", {"/sys/devices/pci0/nvme/nvme0", true, false}},
      {"drivetemp", "/sys/devices/ata1/0:0:0:0", {"/sys/devices/ata1/0:0:0:0", true, false}},
      {"w1_slave_temp", "/sys/devices/w1_bus_master1/28-0", {"/sys/devices/w1_bus_master1", true, true}},
      {"w1_slave_temp", "/sys/devices/elsewhere", {"/sys/devices/elsewhere", true, true}},
      {"ds2438", "/sys/devices/w1_bus_master12/26-0", {"/sys/devices/w1_bus_master12", true, true}},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.driver << ' ' << row.device) {
      const device_traits found = traits_of(row.driver, row.device, "/sys");
      BOOST_TEST(found.bus == row.expected.bus);
      BOOST_CHECK(found == row.expected);
    }
}

BOOST_AUTO_TEST_CASE(only_names_below_the_root_are_adapters) {
  BOOST_TEST(traits_of("x", "/host/i2c-1/sys/devices/a", "/host/i2c-1/sys").bus == "/host/i2c-1/sys/devices/a");
}

BOOST_AUTO_TEST_CASE(coretemp_devices_are_numbered_by_package) {
  BOOST_CHECK(coretemp_package("/sys/devices/platform/coretemp.1") == 1U);
  for (const char* device : {"", "/sys/coretemp.0/x", "/sys/coretemp.", "/sys/coretemp.x"})
    BOOST_TEST_CONTEXT(device) BOOST_CHECK(!coretemp_package(device));
}

BOOST_AUTO_TEST_CASE(amd_nodes_are_pci_slots_from_18_hexadecimal) {
  BOOST_CHECK(amd_node("/sys/devices/pci0000:00/0000:00:18.3") == 0U);
  BOOST_CHECK(amd_node("/sys/devices/pci0000:00/0000:00:1f.3") == 7U);
  for (const char* device : {"", "/sys/0000:00:17.3", "/sys/0000:00:20.3", "/sys/0000:00:1.3", "/sys/0000:00:zz.3",
                             "/sys/0000:00:18", "/sys/x.y"})
    BOOST_TEST_CONTEXT(device) BOOST_CHECK(!amd_node(device));
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
      {"devices/system/cpu/cpufreq/topology/physical_package_id", "7\n"},
      {"devices/system/cpu/cpu5/online", "0\n"},
  };
  BOOST_TEST(read_cpu_packages(tree.root()) == packages({0, 1}), boost::test_tools::per_element());
  BOOST_CHECK(read_cpu_packages("/nowhere").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
