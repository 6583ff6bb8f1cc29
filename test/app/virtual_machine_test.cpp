#include "container.hpp"

#include "support/sysfs_tree.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

using std::string_literals::operator""s;

namespace {

bool seems_virtual(const std::vector<std::pair<std::string, std::string>>& files) {
  const cputemp::test::temporary_directory directory;
  for (const auto& [path, text] : files) {
    const auto file = directory.path() / path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  return cputemp::app::is_virtual_machine(directory.path() / "sys", directory.path() / "proc");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(virtual_machine_suite)

BOOST_AUTO_TEST_CASE(is_known_by_the_cpu_the_firmware_or_the_device_tree) {
  BOOST_TEST(seems_virtual({{"proc/cpuinfo", "processor: 0\nflags\t\t: fpu hypervisor lm\n"}}));
  BOOST_TEST(seems_virtual({{"sys/class/dmi/id/sys_vendor", "QEMU\n"}}));
  BOOST_TEST(seems_virtual({{"sys/class/dmi/id/sys_vendor", "VMware, Inc.\n"}}));
  BOOST_TEST(seems_virtual({{"sys/class/dmi/id/product_name", "Virtual Machine\n"}}));
  BOOST_TEST(seems_virtual(
      {{"sys/class/dmi/id/sys_vendor", "Amazon EC2\n"}, {"sys/class/dmi/id/product_name", "m6g.large\n"}}));
  BOOST_TEST(seems_virtual({{"sys/firmware/devicetree/base/compatible", "linux,dummy-virt\0"s}}));
}

BOOST_AUTO_TEST_CASE(is_not_a_machine_of_its_own) {
  BOOST_TEST(!seems_virtual({}));
  BOOST_TEST(!seems_virtual({{"proc/cpuinfo", "flags\t\t: fpu lm\nmodel name: hypervisor\n"}}));
  BOOST_TEST(!seems_virtual({{"sys/class/dmi/id/sys_vendor", "Microsoft Corporation\n"},
                             {"sys/class/dmi/id/product_name", "Surface Laptop\n"}}));
  BOOST_TEST(!seems_virtual(
      {{"sys/class/dmi/id/sys_vendor", "Amazon EC2\n"}, {"sys/class/dmi/id/product_name", "m6g.metal\n"}}));
  BOOST_TEST(!seems_virtual({{"sys/firmware/devicetree/base/compatible", "raspberrypi,4-model-b\0brcm,bcm2711\0"s}}));
}

BOOST_AUTO_TEST_SUITE_END()
