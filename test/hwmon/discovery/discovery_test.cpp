#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <utility>

namespace cputemp::hwmon {

namespace {

using test::sysfs_tree;
using lines = std::vector<std::string>;

inventory discover(const sysfs_tree& tree) { return make_sysfs_source({.root = tree.root()})->discover(); }

/// `chip chip_name: sensors` or `zone type`, sorted: what most cases are about.
lines summary(const inventory& found) {
  lines all;
  for (const auto& device : found.devices) {
    if (const zone_identity* zone = device->zone()) {
      all.push_back("zone " + zone->zone + " " + zone->type + (zone->cpu > zone_cpu::last_resort ? " cpu" : ""));
      continue;
    }
    std::string line = device->chip()->chip + " " + device->chip()->chip_name + ":";
    for (const auto& sensor : device->sensors) line += " " + sensor.sensor;
    all.push_back(std::move(line));
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// Path below the root and errno or sensor_errc message of each problem.
lines problems(const sysfs_tree& tree, const inventory& found) {
  lines all;
  for (const problem& p : found.problems)
    all.push_back(p.path.substr(tree.root().string().size() + 1) + ": " + p.error.message());
  return all;
}

void check(const sysfs_tree& tree, const lines& devices, const lines& expected_problems) {
  const inventory found = discover(tree);
  BOOST_TEST(summary(found) == devices, boost::test_tools::per_element());
  BOOST_TEST(problems(tree, found) == expected_problems, boost::test_tools::per_element());
}

std::shared_ptr<const device_description> find(const inventory& found, const std::string& name) {
  for (const auto& device : found.devices)
    if ((device->chip() != nullptr ? device->chip()->chip : device->zone()->zone) == name) return device;
  BOOST_FAIL("no " + name);
  return nullptr;
}

ino_t inode(const std::filesystem::path& path) {
  struct ::stat status {};
  BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_ino;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(discovery_suite)

BOOST_AUTO_TEST_CASE(a_chip_is_described_in_full) {
  sysfs_tree tree;
  tree.chip("hwmon3", "devices/platform/coretemp.1",
            {{"name", "coretemp\n"},
             {"temp2_label", "Core 0\n"},
             {"temp10_input", "1\n"},
             {"temp2_input", "2\n"},
             {"temp2_crit_alarm", "0\n"},
             {"temp3_label", "no input\n"},
             {"fan1_input", "9\n"}});
  tree.directory("class/thermal");
  const inventory found = discover(tree);
  const std::string device = tree.path("devices/platform/coretemp.1").string();
  const std::string directory = device + "/hwmon/hwmon3";
  const device_description expected{
      .id = directory + ":" + std::to_string(inode(directory)) + ":coretemp",
      .directory = directory,
      .bus = device,
      .slow = false,
      .one_wire = false,
      .driver = "coretemp",
      .package = 1,
      .identity = chip_identity{"platform_coretemp_1", "coretemp"},
      .sensors = {{"temp2",
                   {{"crit_alarm", directory + "/temp2_crit_alarm"},
                    {"input", directory + "/temp2_input"},
                    {"label", directory + "/temp2_label"}}},
                  {"temp10", {{"input", directory + "/temp10_input"}}}},
  };
  BOOST_TEST(found.problems.empty());
  BOOST_REQUIRE(found.devices.size() == 1U);
  BOOST_TEST(found.devices[0]->id == expected.id);
  BOOST_CHECK(*found.devices[0] == expected);
}

BOOST_AUTO_TEST_CASE(a_zone_is_described_in_full) {
  sysfs_tree tree;
  tree.zone("7", {{"type", "x86_pkg_temp\n"},
                  {"temp", "41000\n"},
                  {"trip_point_0_temp", "100000\n"},
                  {"trip_point_0_type", "hot\n"},
                  {"trip_point_0_hyst", "0\n"},
                  {"trip_point_x_temp", "0\n"}});
  tree.directory("class/hwmon");
  const inventory found = discover(tree);
  const std::string directory = tree.path("devices/virtual/thermal/thermal_zone7").string();
  const device_description expected{
      .id = directory + ":" + std::to_string(inode(directory)) + ":x86_pkg_temp",
      .directory = directory,
      .bus = directory,
      .slow = false,
      .one_wire = false,
      .package = std::nullopt,
      .identity = zone_identity{"7", "x86_pkg_temp", zone_cpu::package},
      .sensors = {{"temp",
                   {{"input", directory + "/temp"},
                    {"trip_point_0_temp", directory + "/trip_point_0_temp"},
                    {"trip_point_0_type", directory + "/trip_point_0_type"}}}},
  };
  BOOST_TEST(found.problems.empty());
  BOOST_REQUIRE(found.devices.size() == 1U);
  BOOST_CHECK(*found.devices[0] == expected);
}

BOOST_AUTO_TEST_CASE(two_links_to_one_zone_are_one_zone) {
  sysfs_tree tree;
  tree.zone("0", {{"type", "acpitz\n"}, {"temp", "27800\n"}});
  tree.directory("class/hwmon").link("class/thermal/thermal_zone1", "thermal_zone0");
  check(tree, {"zone 0 acpitz"}, {});
}

BOOST_AUTO_TEST_CASE(zones_are_directories_with_a_number_and_a_temp_file) {
  sysfs_tree tree;
  tree.directory("class/hwmon");
  tree.zone("0", {{"type", "acpitz\n"}, {"temp", "27800\n"}});
  tree.zone("10", {{"type", "cpu-thermal\n"}, {"temp", "1\n"}});
  tree.zone("2", {{"type", "no temp\n"}});
  tree.zone("3", {{"temp", "1\n"}});
  tree.zone("x", {{"type", "no number\n"}, {"temp", "1\n"}});
  tree.zone("4x", {{"type", "a\x1b\xff\n"}, {"temp", "1\n"}});
  tree.fifo("devices/virtual/thermal/thermal_zone5/type").zone("5", {{"temp", "1\n"}});
  tree.file("class/thermal/thermal_zone6", "").link("class/thermal/thermal_zone7", "thermal_zone7");
  tree.file("class/thermal/cooling_device0/temp", "1\n");
  check(tree, {"zone 0 acpitz", "zone 10 cpu-thermal cpu", "zone 3 ", "zone 4x a \uFFFD", "zone 5 "},
        {"devices/virtual/thermal/thermal_zone5/type: not a regular file"});
}

BOOST_AUTO_TEST_CASE(devices_are_sorted_by_id_and_ids_differ) {
  sysfs_tree tree;
  tree.chip("hwmon9", "devices/a", {{"name", "a\n"}});
  tree.chip("hwmon1", "devices/b", {{"name", "b\n"}});
  tree.zone("0", {{"type", "t\n"}, {"temp", "1\n"}});
  tree.link_inside("class/hwmon/hwmon10", "devices/a/hwmon/hwmon9");
  const inventory found = discover(tree);
  BOOST_TEST(found.devices.size() == 3U);  // two links to one chip are one chip
  BOOST_TEST(std::is_sorted(found.devices.begin(), found.devices.end(),
                            [](const auto& x, const auto& y) { return x->id <= y->id; }));
}

BOOST_AUTO_TEST_CASE(the_id_changes_with_the_directory_and_with_the_driver) {
  sysfs_tree tree;
  tree.chip("hwmon0", "devices/a", {{"name", "a\n"}});
  const std::string first = discover(tree).devices.at(0)->id;
  BOOST_TEST(discover(tree).devices.at(0)->id == first);
  tree.file("devices/a/hwmon/hwmon0/name", "b\n");
  BOOST_TEST(discover(tree).devices.at(0)->id != first);
  // The old directory is kept elsewhere, so that its inode can't be given to the new one.
  std::filesystem::rename(tree.path("devices/a/hwmon/hwmon0"), tree.path("old"));
  tree.file("devices/a/hwmon/hwmon0/name", "a\n");
  BOOST_TEST(discover(tree).devices.at(0)->id != first);
}

BOOST_AUTO_TEST_CASE(broken_entries_hide_no_other) {
  sysfs_tree tree;
  tree.directory("class/thermal");
  tree.chip("hwmon5", "devices/good", {{"name", "good\n"}, {"temp1_input", "1\n"}});
  tree.file("class/hwmon/hwmon0", "a plain file");
  tree.link("class/hwmon/hwmon1", "../../devices/nowhere");
  tree.link("class/hwmon/hwmon2", "hwmon2");
  tree.link_inside("class/hwmon/hwmon3", "devices/good/hwmon/hwmon5/name");
  tree.fifo("class/hwmon/hwmon4");
  tree.chip("hwmon6", "devices/nameless", {{"temp1_input", "1\n"}});
  tree.chip("hwmon7", "devices/fifo", {{"temp1_input", "1\n"}}).fifo("devices/fifo/hwmon/hwmon7/name");
  tree.chip("hwmon8", "devices/empty", {{"name", "\n"}, {"temp1_input", "1\n"}});
  tree.files("devices/odd/hwmon9", {{"name", "odd\n"}, {"temp1_input", "1\n"}})
      .link("devices/odd/hwmon9/device", "device")
      .link_inside("class/hwmon/hwmon9", "devices/odd/hwmon9");
  tree.files("devices/virtual/hwmon/hwmon10", {{"temp1_input", "1\n"}})
      .link_inside("class/hwmon/hwmon10", "devices/virtual/hwmon/hwmon10");
  tree.chip("hwmon11", "devices/no_sensors", {{"name", "adp1\n"}});
  tree.files("class/hwmon/any-name", {{"name", "in place\n"}, {"temp1_input", "1\n"}});
  check(tree,
        {"devices_empty : temp1", "devices_fifo : temp1", "devices_good good: temp1", "devices_nameless : temp1",
         "devices_no_sensors adp1:", "hwmon10 : temp1", "in_place in_place: temp1", "odd odd: temp1"},
        {"devices/fifo/hwmon/hwmon7/name: not a regular file"});
}

BOOST_AUTO_TEST_CASE(a_class_that_does_not_exist_is_a_problem_with_enoent) {
  const sysfs_tree tree;
  // One for both classes of class/thermal; no CPU but Intel's has throttle counts.
  check(tree, {}, {"class/hwmon: No such file or directory", "class/thermal: No such file or directory"});
  const auto source = make_sysfs_source({.root = tree.root(), .classes = {}});
  BOOST_TEST(source->discover().problems.empty());
}

BOOST_AUTO_TEST_CASE(a_class_that_is_not_a_directory_is_a_problem) {
  sysfs_tree tree{{"class/hwmon", ""}, {"class/thermal", ""}, {"devices/system/cpu", ""}};
  check(tree, {},
        {"class/hwmon: Not a directory", "class/thermal: Not a directory", "devices/system/cpu: Not a directory"});
}

BOOST_AUTO_TEST_CASE(a_problem_names_the_class_that_was_sought) {
  sysfs_tree tree;
  tree.zone("0", {{"temp", "1\n"}}).fifo("devices/virtual/thermal/thermal_zone0/type");
  tree.cooling("0", {{"cur_state", "1\n"}}).fifo("devices/virtual/thermal/cooling_device0/type");
  tree.chip("hwmon0", "devices/a", {}).fifo("devices/a/hwmon/hwmon0/name");
  tree.cpu("0", "0", "0").directory("devices/system/cpu/cpu0/thermal_throttle");
  std::vector<std::pair<std::string, hwmon::device_class>> found;
  for (const problem& p : discover(tree).problems)
    found.emplace_back(std::filesystem::path(p.path).lexically_relative(tree.root()).string(), p.sought);
  using enum hwmon::device_class;
  BOOST_CHECK(found == (std::vector<std::pair<std::string, hwmon::device_class>>{
                           {"devices/a/hwmon/hwmon0/name", hwmon},
                           {"devices/virtual/thermal/thermal_zone0/type", thermal_zone},
                           {"class/thermal/cooling_device0/type", cooling_device},
                           {"devices/system/cpu/cpu*/thermal_throttle", cpu_throttle}}));
}

BOOST_AUTO_TEST_CASE(a_missing_directory_of_two_classes_is_a_problem_of_the_one_that_is_sought) {
  const sysfs_tree tree;
  using enum hwmon::device_class;
  const struct {
    std::set<hwmon::device_class> classes;
    hwmon::device_class sought;
  } rows[] = {{{thermal_zone, cooling_device}, thermal_zone},
              {{thermal_zone}, thermal_zone},
              {{cooling_device}, cooling_device}};
  for (const auto& row : rows) {
    const auto found = make_sysfs_source({.root = tree.root(), .classes = row.classes})->discover();
    BOOST_REQUIRE(found.problems.size() == 1U);
    BOOST_CHECK(found.problems[0].sought == row.sought);
  }
}

BOOST_AUTO_TEST_CASE(each_class_can_be_left_out) {
  sysfs_tree tree;
  tree.chip("hwmon0", "devices/a", {{"name", "a\n"}}).zone("0", {{"type", "t\n"}, {"temp", "1\n"}});
  tree.cooling("0", {{"cur_state", "1\n"}}).cpu("0", "0", "0", {{"core_throttle_count", "1\n"}});
  const struct {
    hwmon::device_class only;
    const char* name;
  } rows[] = {{hwmon::device_class::hwmon, "devices_a"},
              {hwmon::device_class::thermal_zone, "thermal_zone0"},
              {hwmon::device_class::cooling_device, "cooling_devices"},
              {hwmon::device_class::cpu_throttle, "cpu_throttle"}};
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.name) {
      const auto found = make_sysfs_source({.root = tree.root(), .classes = {row.only}})->discover();
      BOOST_REQUIRE(found.devices.size() == 1U);
      BOOST_TEST(found.devices[0]->name() == row.name);
      BOOST_CHECK(found.devices[0]->what() == row.only);
    }
  BOOST_TEST(discover(tree).devices.size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_class_that_fails_hides_no_other) {
  sysfs_tree tree{{"class/hwmon", ""}, {"class/thermal", ""}};
  tree.cpu("0", "0", "0", {{"core_throttle_count", "1\n"}});
  BOOST_TEST(discover(tree).devices.at(0)->name() == "cpu_throttle");
  tree.remove("class/thermal").zone("0", {{"type", "t\n"}, {"temp", "1\n"}});
  tree.remove("devices/system").file("devices/system", "");
  check(tree, {"zone 0 t"}, {"class/hwmon: Not a directory", "devices/system/cpu: Not a directory"});
}

BOOST_AUTO_TEST_CASE(only_numbered_temperatures_with_an_input_are_sensors) {
  sysfs_tree tree;
  tree.directory("class/thermal");
  tree.chip("hwmon0", "devices/a",
            {{"temp04_input", ""},
             {"temp0_input", ""},
             {"temp_input", ""},
             {"temp5", ""},
             {"temp6_", ""},
             {"temp7foo", ""},
             {"temp8_max", ""},
             {"xtemp9_input", ""},
             {"temp99999999999999999999_input", ""},
             {"temp9223372036854775807_input", ""},
             {"in0_input", ""},
             {"pwm1", ""},
             {"temp11_input_x", ""},
             {"TEMP12_input", ""}});
  check(tree, {"devices_a : temp0 temp4 temp9223372036854775807"}, {});
}

BOOST_AUTO_TEST_CASE(attributes_of_the_device_directory_are_added_and_win) {
  sysfs_tree tree;
  tree.chip("hwmon0", "devices/a", {{"name", "a\n"}, {"temp1_input", "1\n"}, {"temp1_max", "2\n"}});
  tree.files("devices/a", {{"temp1_input", "3\n"}, {"temp2_input", "4\n"}});
  const auto device = discover(tree).devices.at(0);
  const std::string directory = device->directory;
  const std::vector<sensor_description> expected = {
      {"temp1", {{"input", directory + "/device/temp1_input"}, {"max", directory + "/temp1_max"}}},
      {"temp2", {{"input", directory + "/device/temp2_input"}}},
  };
  BOOST_CHECK(device->sensors == expected);
}

BOOST_AUTO_TEST_CASE(chips_of_one_device_are_told_apart) {
  sysfs_tree tree;
  tree.directory("class/thermal");
  tree.chip("hwmon4", "devices/wifi/phy0", {{"name", "mt7996_phy0_0\n"}});
  tree.chip("hwmon5", "devices/wifi/phy0", {{"name", "mt7996_phy0_1\n"}});
  tree.chip("hwmon6", "devices/platform/x", {{"name", "same\n"}});
  tree.chip("hwmon7", "devices/platform/x", {{"name", "same\n"}});
  check(tree,
        {"platform_x_hwmon6 same:", "platform_x_hwmon7 same:", "wifi_phy0_mt7996_phy0_0 mt7996_phy0_0:",
         "wifi_phy0_mt7996_phy0_1 mt7996_phy0_1:"},
        {});
}

BOOST_AUTO_TEST_CASE(names_of_chips_are_cut_as_labels_are_and_chips_that_end_up_alike_are_told_apart) {
  const std::string longest(128, 'n');
  sysfs_tree tree;
  tree.directory("class/thermal");
  tree.chip("hwmon0", "devices/a", {{"name", std::string(4000, 'n') + "\n"}});
  tree.chip("hwmon1", "devices/b", {{"name", std::string(127, 'n') + "_x\n"}});
  tree.chip("hwmon2", "devices/c", {{"name", longest + "1\n"}});
  tree.chip("hwmon3", "devices/c", {{"name", longest + "2\n"}});
  check(tree,
        {"devices_a " + longest + ":", "devices_b " + std::string(127, 'n') + ":", "devices_c_hwmon2 " + longest + ":",
         "devices_c_hwmon3 " + longest + ":"},
        {});
}

BOOST_AUTO_TEST_CASE(chips_know_their_bus_their_pace_and_their_package) {
  sysfs_tree tree;
  for (const char* cpu : {"0", "1"})
    tree.file("devices/system/cpu/cpu" + std::string(cpu) + "/topology/physical_package_id", cpu);
  tree.chip("hwmon0", "devices/pci0/0000:00:18.3", {{"name", "k10temp\n"}});
  tree.chip("hwmon1", "devices/pci0/0000:00:19.3", {{"name", "k10temp\n"}});
  tree.chip("hwmon2", "devices/pci0/0000:00:1a.3", {{"name", "k10temp\n"}});
  tree.chip("hwmon3", "devices/pci0/0000:00:1b.3", {{"name", "zenpower\n"}});
  tree.chip("hwmon4", "devices/pci0/nvme/nvme0", {{"name", "nvme\n"}});
  tree.chip("hwmon5", "devices/w1_bus_master1/28-1", {{"name", "w1_slave_temp\n"}});
  tree.chip("hwmon6", "devices/i2c-1/1-0048", {{"name", "lm75\n"}});
  tree.chip("hwmon7", "devices/platform/coretemp.x", {{"name", "coretemp\n"}});
  tree.chip("hwmon8", "devices/pci1/0000:00:18.3", {{"name", "other\n"}});
  const inventory found = discover(tree);
  const struct {
    const char* chip;
    const char* bus;
    bool slow;
    bool one_wire;
    std::optional<unsigned> package;
  } rows[] = {
      {"pci0_0000:00:18_3", "devices/pci0/0000:00:18.3", false, false, 0},
      {"pci0_0000:00:19_3", "devices/pci0/0000:00:19.3", false, false, 0},
      {"pci0_0000:00:1a_3", "devices/pci0/0000:00:1a.3", false, false, 1},
      {"pci0_0000:00:1b_3", "devices/pci0/0000:00:1b.3", false, false, 1},
      {"nvme_nvme0", "devices/pci0/nvme/nvme0", true, false, std::nullopt},
      {"w1_bus_master1_28_1", "devices/w1_bus_master1", true, true, std::nullopt},
      {"i2c_1_1_0048", "devices/i2c-1", false, false, std::nullopt},
      {"platform_coretemp_x", "devices/platform/coretemp.x", false, false, std::nullopt},
      {"pci1_0000:00:18_3", "devices/pci1/0000:00:18.3", false, false, std::nullopt},
  };
  for (const auto& row : rows) BOOST_TEST_CONTEXT(row.chip) {
      const auto device = find(found, row.chip);
      BOOST_TEST(device->bus == tree.path(row.bus).string());
      BOOST_TEST(device->slow == row.slow);
      BOOST_TEST(device->one_wire == row.one_wire);
      BOOST_CHECK(device->package == row.package);
    }
}

BOOST_AUTO_TEST_CASE(the_root_may_be_a_link) {
  sysfs_tree tree;
  tree.chip("hwmon0", "devices/platform/a", {{"name", "a\n"}, {"temp1_input", "1\n"}});
  tree.link("../link", "sys");
  const inventory found =
      make_sysfs_source({.root = tree.path("../link"), .classes = {hwmon::device_class::hwmon}})->discover();
  BOOST_TEST(summary(found) == lines{"platform_a a: temp1"}, boost::test_tools::per_element());
  BOOST_TEST(found.devices.at(0)->bus == tree.path("devices/platform/a").string());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
