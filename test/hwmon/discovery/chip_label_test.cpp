#include "discovery/chip_label.hpp"

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

namespace {

using names = std::vector<std::string>;

chip_origin origin(std::string entry, std::string device, std::string name) {
  std::string directory = device + "/hwmon/" + entry;
  return {std::move(entry), std::move(directory), std::move(device), std::move(name)};
}

void check(const std::vector<chip_origin>& chips, const names& expected) {
  BOOST_TEST(unique_chip_labels(chips) == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(chip_label_suite)

BOOST_AUTO_TEST_CASE(a_chip_is_called_after_its_device_and_that_devices_parent) {
  check(
      {
          origin("hwmon0", "/sys/devices/platform/coretemp.0", "coretemp"),
          origin("hwmon1", "/sys/devices/pci0000:00/0000:00:18.3", "k10temp"),
          origin("hwmon2", "/sys/devices/pci0000:00/0000:00:03.1/0000:0a:00.0", "amdgpu"),
          origin("hwmon3", "/sys/devices/pci0000:00/0000:00:04.0/nvme/nvme0", "nvme"),
          origin("hwmon4", "/sys/devices/virtual/thermal/thermal_zone0", "acpitz"),
          origin("hwmon5", "/alone", "x"),
          origin("hwmon6", "/sys/devices/__/Only", "x"),
      },
      {"platform_coretemp_0", "pci0000:00_0000:00:18_3", "0000:00:03_1_0000:0a:00_0", "nvme_nvme0",
       "thermal_thermal_zone0", "alone", "only"});
}

BOOST_AUTO_TEST_CASE(without_a_device_the_name_file_is_taken_and_at_last_the_directory) {
  check(
      {
          {"hwmon0", "/sys/devices/virtual/hwmon/hwmon0", "", "Dell SMM"},
          {"hwmon1", "/sys/devices/virtual/hwmon/hwmon1", "", "--"},
          {"hwmon2", "/sys/devices/virtual/hwmon/hwmon7", "", ""},
          {"hwmon3", "/sys/devices/virtual/hwmon/hwmon3", "/", "good"},
      },
      {"dell_smm", "hwmon1", "hwmon7", "good"});
}

BOOST_AUTO_TEST_CASE(all_who_share_a_name_get_a_suffix_the_first_as_well) {
  const std::string wmi = "/sys/devices/platform/asus-nb-wmi";
  check({origin("hwmon4", wmi, "asus"), origin("hwmon5", wmi, "Asus custom fan curve"),
         origin("hwmon6", "/sys/devices/platform/coretemp.0", "coretemp")},
        {"platform_asus_nb_wmi_asus", "platform_asus_nb_wmi_asus_custom_fan_curve", "platform_coretemp_0"});
}

BOOST_AUTO_TEST_CASE(where_names_do_not_tell_them_apart_the_suffix_is_hwmonN) {
  const std::string device = "/sys/devices/pci/phy0";
  check({origin("hwmon1", device, "phy"), origin("hwmon2", device, "phy"), origin("hwmon3", device, "other"),
         origin("hwmon4", device, ""), origin("hwmon5", device, "..")},
        {"pci_phy0_hwmon1", "pci_phy0_hwmon2", "pci_phy0_other", "pci_phy0_hwmon4", "pci_phy0_hwmon5"});
}

BOOST_AUTO_TEST_CASE(a_chip_without_a_name_beside_one_with_a_name_is_told_apart_by_hwmonN) {
  const std::string device = "/sys/devices/pci/phy0";
  check({origin("hwmon1", device, ""), origin("hwmon2", device, "phy")}, {"pci_phy0_hwmon1", "pci_phy0_phy"});
}

BOOST_AUTO_TEST_CASE(names_that_become_alike_by_cleaning_do_not_tell_them_apart) {
  const std::string device = "/sys/devices/pci/phy0";
  check({origin("hwmon1", device, "A"), origin("hwmon2", device, "a")}, {"pci_phy0_hwmon1", "pci_phy0_hwmon2"});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
