#include "drivers/device_path.hpp"

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(device_path_suite)

BOOST_AUTO_TEST_CASE(the_bus_is_the_outermost_adapter_else_the_device_itself) {
  const struct {
    const char* device;
    device_bus expected;
  } rows[] = {
      {"/sys/devices/platform/coretemp.0", {"/sys/devices/platform/coretemp.0", false}},
      {"/sys/devices/pci0/i2c-3/3-0048", {"/sys/devices/pci0/i2c-3", false}},
      {"/sys/devices/pci0/i2c-0/i2c-5/5-0048", {"/sys/devices/pci0/i2c-0", false}},
      {"/sys/devices/i2c-0", {"/sys/devices/i2c-0", false}},
      {"/sys/devices/platform/i2c-gpio/i2c-x/4-0048", {"/sys/devices/platform/i2c-gpio/i2c-x/4-0048", false}},
      {"/sys/devices/w1_bus_master1/28-0", {"/sys/devices/w1_bus_master1", true}},
      {"/sys/devices/w1_bus_master12/26-0", {"/sys/devices/w1_bus_master12", true}},
      {"/sys/devices/i2c-1/1-0018/w1_bus_master2/28-0", {"/sys/devices/i2c-1", false}},
      {"/sys/devices/pci0/host2/port-2:0/end_device-2:0/target2:0:7/2:0:7:0", {"/sys/devices/pci0/host2", false}},
      {"/sys/devices/pci0/ata4/host3/target3:0:0/3:0:0:0", {"/sys/devices/pci0/ata4/host3", false}},
      {"/sys/devices/usb1/1-2/1-2:1.0/host6/target6:0:0/6:0:0:0", {"/sys/devices/usb1/1-2/1-2:1.0/host6", false}},
      {"/sys/devices/platform/mmc_host/hostx/a", {"/sys/devices/platform/mmc_host/hostx/a", false}},
      {"/sys/devices/elsewhere", {"/sys/devices/elsewhere", false}},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.device) {
      const device_bus found = bus_of(row.device, "/sys");
      BOOST_TEST(found.path == row.expected.path);
      BOOST_TEST(found.one_wire == row.expected.one_wire);
    }
}

BOOST_AUTO_TEST_CASE(only_names_below_the_root_are_adapters) {
  BOOST_TEST(bus_of("/host/i2c-1/sys/devices/a", "/host/i2c-1/sys").path == "/host/i2c-1/sys/devices/a");
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

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
