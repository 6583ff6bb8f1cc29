#include "sensors_config/chip_pattern.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(chip_pattern_suite)

// What sensors_parse_chip_name() of libsensors 3.6.0 made of each name; some were put together at random.
BOOST_AUTO_TEST_CASE(names_are_taken_apart_as_in_libsensors) {
  const struct {
    std::string name;
    chip_pattern expected;
  } rows[] = {
      {"x-*", {"x", {}, {}, {}, {}}},
      {"*-*", {{}, {}, {}, {}, {}}},
      {"-*", {"", {}, {}, {}, {}}},
      {"**-*", {"**", {}, {}, {}, {}}},
      {"x-i-0-18", {"x", bus_type::i2c, 0, 24, {}}},
      {"x--0-18", {"x", bus_type::i2c, 0, 24, {}}},
      {"x-s-1-2", {"x", bus_type::spi, 1, 2, {}}},
      {"x-sc-1-2", {"x", bus_type::scsi, 1, 2, {}}},
      {"x-isa-0290", {"x", bus_type::isa, {}, 656, {}}},
      {"x-isa- 290", {"x", bus_type::isa, {}, 656, {}}},
      {"x-i2c-+3-18", {"x", bus_type::i2c, 3, 24, {}}},
      {"x-i2c--*", {"x", bus_type::i2c, 0, {}, {}}},
      {"x-i2c-65541-18", {"x", bus_type::i2c, 5, 24, {}}},
      {"x-isa-7fffffff", {"x", bus_type::isa, {}, 2147483647, {}}},
      {"x-isa-100000010", {"x", bus_type::isa, {}, 16, {}}},
      {"x-isa-0x290", {"x", bus_type::isa, {}, 656, {}}},
      {"x-isa--0", {"x", bus_type::isa, {}, 0, {}}},
      {"x-v-0", {"x", bus_type::virtual_device, {}, 0, {}}},
      {"x-p-*", {"x", bus_type::pci, {}, {}, {}}},
      {"x-m-5", {"x", bus_type::mdio, {}, 5, {}}},
      {"x-i2c-*-*", {"x", bus_type::i2c, {}, {}, {}}},
      {"x-scsi-0-1f", {"x", bus_type::scsi, 0, 31, {}}},
      {"x-hid-3-6", {"x", bus_type::hid, 3, 6, {}}},
      {"x-mdio-*", {"x", bus_type::mdio, {}, {}, {}}},
      {"x-acpi-0", {"x", bus_type::acpi, {}, 0, {}}},
      {"x-virtual-0", {"x", bus_type::virtual_device, {}, 0, {}}},
      {"x-pci-00c3", {"x", bus_type::pci, {}, 195, {}}},
      {"*-i2c-9-*", {{}, bus_type::i2c, 9, {}, {}}},
      {"x-spi-0-0", {"x", bus_type::spi, 0, 0, {}}},
      {"x y-isa-1", {"x y", bus_type::isa, {}, 1, {}}},
      {"x-isa- 65541", {"x", bus_type::isa, {}, 415041, {}}},
      {"x-scsi--+3", {"x", bus_type::scsi, 0, 3, {}}},
      {"*-spi-+3-0", {{}, bus_type::spi, 3, 0, {}}},
      {"x-vir-0", {"x", bus_type::virtual_device, {}, 0, {}}},
      {"a b-vir-0", {"a b", bus_type::virtual_device, {}, 0, {}}},
      {"*-isa-*", {{}, bus_type::isa, {}, {}, {}}},
      {"a b-scsi- 290-*", {"a b", bus_type::scsi, 290, {}, {}}},
  };
  for (const auto& [name, expected] : rows) {
    BOOST_TEST_CONTEXT("'" << name << "'") {
      const auto pattern = parse_chip_pattern(name);
      BOOST_REQUIRE(pattern.has_value());
      BOOST_CHECK(*pattern == expected);
    }
  }
}

BOOST_AUTO_TEST_CASE(names_are_refused_as_in_libsensors) {
  for (const char* wrong : {"*",
                            "x",
                            "",
                            "x-",
                            "x-i2cx-0-1",
                            "x-i2c--18",
                            "x-i2c--3-18",
                            "x-i2c---18",
                            "x-i2c-40000-18",
                            "x-isa-ffffffff",
                            "x-isa-0x",
                            "x-isa--1",
                            "x-i2c-*",
                            "x-isa-",
                            "x-isa",
                            "x-isa-0-0",
                            "x-usb-1",
                            "x-i2c-a-18",
                            "x-i2c-1-zz",
                            "x-isa-*-*",
                            "x-i2c-99999999999999999999-1",
                            "x-isa-99999999999999999999",
                            "x-spi-0",
                            "X-ISA-1",
                            "x-i2c-0x1-2",
                            "x-scsi- *",
                            "x-isa-zz",
                            "a b-scsi-+*",
                            "a b-hid-+-0x1",
                            "x-i2c--ffffffff--0x-+0x1",
                            "*-hid-a",
                            "a b-s-+12-+*",
                            "*-isa--0--290",
                            "a b-scsi-+zz- 290",
                            "*-s-+0x--0x1",
                            "*-hi- 7fffffff--12",
                            "a b-spi- 5 ",
                            "x-vir-+a- 7fffffff",
                            "a b-hid-0x--3-7fffffff",
                            "*-pci- 0-a",
                            "a b-isa--0--0x1",
                            "*-pci- -65541-0x1",
                            "a b-spi--12--zz",
                            "a b-pci-0--0",
                            "*-pci--0x1-3",
                            "x-pci-+290-*",
                            "*-x--0",
                            "x-hi- 65541-+*",
                            "x-spi- *-0x",
                            "*-vir- ",
                            "*-scsi-0x",
                            "x-s-+a-5 ",
                            "*-x-zz",
                            "a b-i2c- 3- 0x",
                            "a b-pci--65541- ffffffff",
                            "a b-hid-0x--a",
                            "*-vir--65541",
                            "a b-pci--+7fffffff",
                            "a b-vir- 7fffffff- 5 ",
                            "*-spi-+5 ",
                            "x-i2c--3- ffffffff",
                            "*-spi-5 -+12",
                            "a b-x-ffffffff- 5 ",
                            "a b-x- *",
                            "*-x-a",
                            "x-hi--",
                            "*-spi- 0x- ",
                            "*-isa-5 ",
                            "a b-hid- zz- 3",
                            "a b-spi--5 - zz-ffffffff",
                            "a b-pci-+12-+a",
                            "*-hid-5 -7fffffff",
                            "x-i2c--3-3- ffffffff",
                            "a b-x-3-0x",
                            "*-scsi-+ffffffff-+",
                            "a b-i2c-290--*- ffffffff",
                            "*-pci-a--12",
                            "*-isa-+65541-12"})
    BOOST_TEST_CONTEXT("'" << wrong << "'") BOOST_TEST(!parse_chip_pattern(wrong).has_value());
}

BOOST_AUTO_TEST_CASE(names_match_as_in_libsensors) {
  const chip_address super_io{"nct6775", bus_type::isa, 0, 0x290, {}};
  const chip_address memory{"jc42", bus_type::i2c, 3, 0x18, "SMBus I801 adapter at f040"};
  const struct {
    const char* name;
    bool super_io, memory;
  } rows[] = {
      {"*-*", true, true},
      {"nct6775-*", true, false},
      {"nct677-*", false, false},
      {"*-isa-*", true, false},
      {"*-isa-0290", true, false},
      {"*-isa-290", true, false},
      {"*-isa-0291", false, false},
      {"nct6775-isa-0x290", true, false},
      {"jc42-i2c-*-18", false, true},
      {"jc42-i2c-*-19", false, false},
      {"jc42-i2c-3-*", false, true},
      {"jc42-i2c-4-18", false, false},
      {"jc42-virtual-0", false, false},
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT(row.name) {
      const auto pattern = parse_chip_pattern(row.name);
      BOOST_REQUIRE(pattern.has_value());
      BOOST_TEST(matches(*pattern, super_io) == row.super_io);
      BOOST_TEST(matches(*pattern, memory) == row.memory);
    }
  }
}

BOOST_AUTO_TEST_CASE(buses_are_named_as_in_libsensors) {
  for (const auto& [text, expected] : {std::pair<const char*, short>{"i2c-0", 0}, {"i2c-12", 12}, {"i2c- 7", 7}})
    BOOST_TEST_CONTEXT("'" << text << "'") BOOST_TEST((parse_bus_id(text) == expected));
  for (const char* wrong : {"", "i2c", "i2c-", "i2c-a", "i2c-1x", "i2c--1", "isa-0", "i2c-40000"})
    BOOST_TEST_CONTEXT("'" << wrong << "'") BOOST_TEST(!parse_bus_id(wrong).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
