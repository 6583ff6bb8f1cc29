#include "scripted_pread.hpp"
#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>

namespace cputemp::hwmon {

namespace {

using test::scripted_pread;
using test::sysfs_tree;
using lines = std::vector<std::string>;

std::unique_ptr<sensor_source> source_of(const sysfs_tree& tree) {
  return make_sysfs_source({.root = tree.root(), .classes = {device_class::cpu_throttle}});
}

/// `sensor: cpuN/file = reading`, in the order found.
lines counts(const sysfs_tree& tree) {
  const auto source = source_of(tree);
  lines found;
  for (const auto& device : source->discover().devices) {
    const readout result = source->reader(device)->read(read_scope::inputs);
    for (std::size_t i = 0; i < device->sensors.size(); ++i) {
      const std::string path =
          device->sensors[i].input()->path.substr(tree.path("devices/system/cpu/").string().size());
      const auto& value = result.inputs[i];
      found.push_back(device->sensors[i].sensor + ": " + path + " = " +
                      (value ? std::to_string(*value) : value.error().message()));
    }
  }
  return found;
}

void check(const sysfs_tree& tree, const lines& expected) {
  BOOST_TEST(counts(tree) == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(discover_throttles_suite)

BOOST_AUTO_TEST_CASE(all_cores_and_packages_are_one_device) {
  sysfs_tree tree;
  tree.cpu("0", "1\n", "4\n",
           {{"core_throttle_count", "5\n"},
            {"core_throttle_total_time_ms", "60\n"},
            {"core_throttle_max_time_ms", "9\n"},
            {"core_power_limit_count", "9\n"},
            {"package_throttle_count", "7\n"},
            {"package_throttle_total_time_ms", "9223372036854775807\n"}});
  const auto source = source_of(tree);
  const auto found = source->discover();
  BOOST_TEST(found.problems.empty());
  BOOST_REQUIRE(found.devices.size() == 1U);
  const auto& device = *found.devices[0];
  const std::string directory = tree.path("devices/system/cpu").string();
  const std::string files = directory + "/cpu0/thermal_throttle/";
  using enum sensor_kind;
  const std::vector<sensor_description> sensors = {
      {"package1", {{"input", files + "package_throttle_count"}}, throttle_count},
      {"package1_core4", {{"input", files + "core_throttle_count"}}, throttle_count},
      {"package1", {{"input", files + "package_throttle_total_time_ms"}}, throttle_time},
      {"package1_core4", {{"input", files + "core_throttle_total_time_ms"}}, throttle_time},
  };
  const cpu_position package{cpu_part::package, 1, std::nullopt};
  const cpu_position core{cpu_part::core, 1, 4};
  BOOST_TEST(device.name() == "cpu_throttle");
  BOOST_TEST(device.directory == directory);
  BOOST_CHECK(device.sensors == sensors);
  BOOST_CHECK(*device.throttle() == (throttle_identity{{package, core, package, core}}));
  const readout result = source->reader(found.devices[0])->read(read_scope::inputs);
  BOOST_CHECK(result.inputs == (std::vector<reading>{7, 5, 9223372036854775807, 60}));
  BOOST_CHECK(*result.details ==
              (std::vector<sensor_details>{{"", package, {}}, {"", core, {}}, {"", package, {}}, {"", core, {}}}));
}

BOOST_AUTO_TEST_CASE(siblings_share_a_count_and_the_first_in_the_order_of_names_gives_it) {
  sysfs_tree tree;
  for (const auto& [cpu, core, count] : {std::tuple("2", "0\n", "2\n"), {"10", "0\n", "10\n"}, {"3", "7\n", "3\n"}})
    tree.cpu(cpu, "0\n", core, {{"core_throttle_count", count}, {"package_throttle_count", count}});
  check(tree, {"package0: cpu10/thermal_throttle/package_throttle_count = 10",
               "package0_core0: cpu10/thermal_throttle/core_throttle_count = 10",
               "package0_core7: cpu3/thermal_throttle/core_throttle_count = 3"});
}

BOOST_AUTO_TEST_CASE(packages_may_number_their_cores_alike_and_with_gaps) {
  sysfs_tree tree;
  for (const auto& [cpu, package, core] : {std::tuple("0", "0\n", "0\n"),
                                           {"1", "0\n", "9\n"},
                                           {"2", "1\n", "0\n"},
                                           {"3", "1\n", "24\n"},
                                           {"4", "1\n", "3\n"}})
    tree.cpu(cpu, package, core, {{"core_throttle_count", cpu}, {"package_throttle_count", "0\n"}});
  check(tree, {"package0: cpu0/thermal_throttle/package_throttle_count = 0",
               "package0_core0: cpu0/thermal_throttle/core_throttle_count = 0",
               "package0_core9: cpu1/thermal_throttle/core_throttle_count = 1",
               "package1: cpu2/thermal_throttle/package_throttle_count = 0",
               "package1_core0: cpu2/thermal_throttle/core_throttle_count = 2",
               "package1_core3: cpu4/thermal_throttle/core_throttle_count = 4",
               "package1_core24: cpu3/thermal_throttle/core_throttle_count = 3"});
}

BOOST_AUTO_TEST_CASE(cores_without_siblings_stand_beside_those_with_them) {
  sysfs_tree tree;
  // Performance cores 0 and 4 with two threads each, efficiency cores 8 and 9 with one.
  for (const auto& [cpu, core] : {std::pair("0", "0"), {"1", "0"}, {"2", "4"}, {"3", "4"}, {"4", "8"}, {"5", "9"}})
    tree.cpu(cpu, "0", core, {{"core_throttle_count", cpu}});
  check(tree, {"package0_core0: cpu0/thermal_throttle/core_throttle_count = 0",
               "package0_core4: cpu2/thermal_throttle/core_throttle_count = 2",
               "package0_core8: cpu4/thermal_throttle/core_throttle_count = 4",
               "package0_core9: cpu5/thermal_throttle/core_throttle_count = 5"});
}

BOOST_AUTO_TEST_CASE(a_cpu_whose_count_cannot_be_read_leaves_it_to_its_sibling) {
  sysfs_tree tree;
  tree.cpu("0", "0", "0", {{"core_throttle_count", "x\n"}, {"package_throttle_count", "1\n"}});
  tree.cpu("1", "0", "0", {{"package_throttle_count", "2\n"}});
  tree.cpu("2", "0", "0", {{"core_throttle_count", "3\n"}, {"core_throttle_total_time_ms", "4\n"}});
  tree.fifo("devices/system/cpu/cpu1/thermal_throttle/core_throttle_count");
  check(tree, {"package0: cpu0/thermal_throttle/package_throttle_count = 1",
               "package0_core0: cpu2/thermal_throttle/core_throttle_count = 3",
               "package0_core0: cpu2/thermal_throttle/core_throttle_total_time_ms = 4"});
}

BOOST_AUTO_TEST_CASE(cpus_without_a_place_are_skipped) {
  sysfs_tree tree;
  for (const auto& [cpu, package, core] : {std::tuple("0", "-1\n", "0\n"),
                                           {"1", "0\n", "-1\n"},
                                           {"2", "x\n", "0\n"},
                                           {"3", "99999999999\n", "0\n"},
                                           {"freq", "0\n", "0\n"},
                                           {"4", "0\n", "2\n"}})
    tree.cpu(cpu, package, core, {{"core_throttle_count", "6\n"}});
  tree.file("devices/system/cpu/cpu5/online", "0\n").file("devices/system/cpu/cpu6", "");
  check(tree, {"package0_core2: cpu4/thermal_throttle/core_throttle_count = 6"});
}

BOOST_AUTO_TEST_CASE(when_a_cpu_goes_offline_its_reading_says_so_and_a_sibling_is_found) {
  sysfs_tree tree;
  tree.cpu("0", "0", "0", {{"core_throttle_count", "5\n"}}).cpu("1", "0", "0", {{"core_throttle_count", "5\n"}});
  const auto source = source_of(tree);
  const auto before = source->discover().devices.at(0);
  const auto unread = source->reader(before);
  const auto reader = source->reader(before);
  BOOST_CHECK(reader->read(read_scope::inputs).inputs == std::vector<reading>{5});
  const scripted_pread script(tree.path("devices/system/cpu/cpu0/thermal_throttle/core_throttle_count").string(),
                              {ENODEV, ENODEV});
  const auto failure = [](int error) {
    return reading(boost::system::error_code(error, boost::system::generic_category()));
  };
  BOOST_CHECK(reader->read(read_scope::inputs_and_alarms).inputs == std::vector<reading>{failure(ENODEV)});
  tree.remove("devices/system/cpu/cpu0/thermal_throttle");
  BOOST_CHECK(unread->read(read_scope::inputs).inputs == std::vector<reading>{failure(ENOENT)});
  const auto after = source->discover().devices.at(0);
  BOOST_TEST(after->id == before->id);
  BOOST_CHECK(*after != *before);
  check(tree, {"package0_core0: cpu1/thermal_throttle/core_throttle_count = 5"});
}

BOOST_AUTO_TEST_CASE(a_host_without_counts_has_no_such_device_and_no_problem) {
  sysfs_tree tree;
  BOOST_TEST(source_of(tree)->discover().problems.empty());
  tree.cpu("0", "0", "0");
  const auto found = source_of(tree)->discover();
  BOOST_TEST(found.devices.empty());
  BOOST_TEST(found.problems.empty());
}

BOOST_AUTO_TEST_CASE(counts_that_a_container_runtime_hides_are_one_problem) {
  sysfs_tree tree;
  for (const char* cpu : {"2", "0", "1"})
    tree.cpu(cpu, "0", cpu).directory("devices/system/cpu/cpu" + std::string(cpu) + "/thermal_throttle");
  const auto found = source_of(tree)->discover();
  BOOST_TEST(found.devices.empty());
  BOOST_REQUIRE(found.problems.size() == 1U);
  BOOST_TEST(found.problems[0].path == tree.path("devices/system/cpu/cpu*/thermal_throttle").string());
  BOOST_CHECK(found.problems[0].error == sensor_errc::masked);
  BOOST_CHECK(found.problems[0].sought == device_class::cpu_throttle);
}

BOOST_AUTO_TEST_CASE(counts_that_may_not_be_read_are_one_problem) {
  sysfs_tree tree;
  for (const char* cpu : {"0", "1"}) tree.cpu(cpu, "0", cpu, {{"core_throttle_count", "5\n"}});
  const auto count = [&](const std::string& cpu) {
    return tree.path("devices/system/cpu/cpu" + cpu + "/thermal_throttle/core_throttle_count").string();
  };
  const scripted_pread first(count("0"), {EACCES});
  const auto found = source_of(tree)->discover();
  BOOST_REQUIRE(found.problems.size() == 1U);
  BOOST_TEST(found.problems[0].path == tree.path("devices/system/cpu/cpu*/thermal_throttle").string());
  BOOST_CHECK(found.problems[0].error == boost::system::errc::permission_denied);
  BOOST_TEST_REQUIRE(found.devices.size() == 1U);
  BOOST_TEST(found.devices[0]->sensors.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_directory_of_cpus_that_is_none_is_a_problem) {
  const sysfs_tree tree{{"devices/system/cpu", ""}};
  const auto found = source_of(tree)->discover();
  BOOST_REQUIRE(found.problems.size() == 1U);
  BOOST_TEST(found.problems[0].path == tree.path("devices/system/cpu").string());
  BOOST_CHECK(found.problems[0].sought == device_class::cpu_throttle);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
