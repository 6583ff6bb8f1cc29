#include "sensors_config/chip_pattern.hpp"

#include "support/sysfs_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(chip_address_suite)

// As classify_device() of libsensors 3.6.0 takes the names apart.
BOOST_AUTO_TEST_CASE(a_chip_has_the_address_that_libsensors_sees) {
  using enum bus_type;
  const struct {
    const char* subsystem;
    const char* device;
    bus_type bus;
    int number;
    int address;
  } rows[] = {
      {"platform", "nct6775.656", isa, 0, 656},
      {"platform", "coretemp.0", isa, 0, 0},
      {"platform", "asus_wmi-sensors.3", isa, 0, 0},
      {"platform", "dell-smm.7", isa, 0, 0},
      {"platform", ".5", isa, 0, 0},
      {"platform", "a.b.5", isa, 0, 0},
      {"platform", "a..5", isa, 0, 0},
      {"platform", "a.-5", isa, 0, -5},
      {"platform", "thinkpad_hwmon", isa, 0, 0},
      {"of_platform", "opal:12", isa, 0, 12},
      {"mdio_bus", "stmmac-0:01", mdio, 0, 1},
      {"mdio_bus", ":01", mdio, 0, 0},
      {"i2c", "3-0018", i2c, 3, 0x18},
      {"spi", "spi1.2", spi, 1, 2},
      {"pci", "0000:00:18.3", pci, 0, 0xc3},
      {"pci", "10000:01:00.0", pci, 0, 0x100},
      {"acpi", "PNP0C0A:00", acpi, 0, 0},
      {"hid", "0003:046D:C52B.001F", hid, 3, 0x1f},
      {"scsi", "2:0:3:1", scsi, 2, 0x31},
      {"scsi", "2:1:3:1f", scsi, 2, 0x14f},
      {"scsi", "2:0:0", virtual_device, 0, 0},
      {"thermal", "thermal_zone0", virtual_device, 0, 0},
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT(row.subsystem << " " << row.device) {
      test::sysfs_tree tree;
      const auto device = std::string("devices/") + row.device;
      tree.chip("hwmon0", device, {{"name", "x\n"}});
      tree.link(device + "/subsystem", std::string("../../bus/") + row.subsystem);
      device_description chip;
      chip.directory = (tree.root() / device / "hwmon/hwmon0").string();
      const auto found = address_of(chip);
      BOOST_REQUIRE(found.has_value());
      BOOST_TEST(found->prefix == "x");
      BOOST_TEST((found->bus == row.bus));
      BOOST_TEST(found->number == row.number);
      BOOST_TEST(found->address == row.address);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
