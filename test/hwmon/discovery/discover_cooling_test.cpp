#include "scripted_pread.hpp"
#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>

namespace cputemp::hwmon {

namespace {

using test::scripted_pread;
using test::sysfs_tree;
using readings = std::vector<reading>;

std::unique_ptr<sensor_source> source_of(const sysfs_tree& tree) {
  return make_sysfs_source({.root = tree.root(), .classes = {device_class::cooling_device}});
}

const std::string first_device = "devices/virtual/thermal/cooling_device0/";

}  // namespace

BOOST_AUTO_TEST_SUITE(discover_cooling_suite)

BOOST_AUTO_TEST_CASE(all_of_them_are_one_device_with_a_sensor_each) {
  sysfs_tree tree;
  tree.cooling("10", {{"type", "Processor\n"}, {"cur_state", "3\n"}, {"max_state", "10\n"}});
  tree.cooling("2", {{"type", "intel_\x1bpowerclamp\n"}, {"cur_state", "-1\n"}, {"max_state", "50\n"}});
  tree.cooling("0", {{"type", "Fan\n"}, {"cur_state", "0\n"}});
  tree.cooling("3", {{"type", "no state\n"}}).cooling("x", {{"type", "no number\n"}, {"cur_state", "1\n"}});
  tree.link("class/thermal/cooling_device4", "nowhere").file("class/thermal/cooling_device5", "");
  const auto found = source_of(tree)->discover();
  BOOST_TEST(found.problems.empty());
  BOOST_REQUIRE(found.devices.size() == 1U);
  const auto& device = *found.devices[0];
  const std::string directory = tree.path("class/thermal").string();
  const auto sensor = [&](const std::string& name) {
    return sensor_description{.sensor = name,
                              .attributes = {{"input", directory + "/" + name + "/cur_state"},
                                             {"max", directory + "/" + name + "/max_state"}},
                              .kind = sensor_kind::cooling_state};
  };
  BOOST_TEST(device.name() == "cooling_devices");
  BOOST_TEST(device.directory == directory);
  BOOST_TEST(device.bus == directory);
  BOOST_CHECK(*device.cooling() == (cooling_identity{{{"0", "Fan"}, {"2", "intel_ powerclamp"}, {"10", "Processor"}}}));
  BOOST_CHECK(device.sensors ==
              (std::vector{sensor("cooling_device0"), sensor("cooling_device2"), sensor("cooling_device10")}));
}

BOOST_AUTO_TEST_CASE(states_are_read_each_time_and_the_highest_ones_once) {
  sysfs_tree tree;
  tree.cooling("0", {{"type", "intel_powerclamp\n"}, {"cur_state", "-1\n"}, {"max_state", "50\n"}});
  tree.cooling("1", {{"type", "Processor\n"}, {"cur_state", "0\n"}, {"max_state", "0\n"}});
  tree.cooling("2", {{"type", "Fan\n"}, {"cur_state", "x\n"}});
  const auto source = source_of(tree);
  const auto reader = source->reader(source->discover().devices.at(0));
  const scripted_pread max(tree.path(first_device + "max_state").string(), {});
  const reading unreadable = make_error_code(sensor_errc::not_an_integer);
  const readout first = reader->read(read_scope::inputs);
  BOOST_CHECK(first.inputs == readings({-1, 0, unreadable}));
  BOOST_CHECK(*first.details ==
              (std::vector<sensor_details>{
                  {"", std::nullopt, {{"max", 50}}}, {"", std::nullopt, {{"max", 0}}}, {"", std::nullopt, {}}}));
  BOOST_CHECK(*first.alarms == std::vector<std::vector<alarm>>(3));
  BOOST_TEST(first.trips == nullptr);
  tree.file(first_device + "cur_state", "7\n");
  const readout second = reader->read(read_scope::inputs_and_alarms);
  BOOST_CHECK(second.inputs == readings({7, 0, unreadable}));
  BOOST_TEST(second.details == first.details);
  BOOST_TEST(max.calls() == 1);
}

BOOST_AUTO_TEST_CASE(a_type_that_cannot_be_read_is_a_problem_and_the_device_is_there) {
  sysfs_tree tree;
  tree.fifo(first_device + "type").cooling("0", {{"cur_state", "1\n"}}).cooling("1", {{"cur_state", "1\n"}});
  const auto found = source_of(tree)->discover();
  BOOST_CHECK(*found.devices.at(0)->cooling() == (cooling_identity{{{"0", ""}, {"1", ""}}}));
  BOOST_REQUIRE(found.problems.size() == 1U);
  BOOST_TEST(found.problems[0].path == tree.path("class/thermal/cooling_device0/type").string());
  BOOST_CHECK(found.problems[0].error == sensor_errc::not_a_regular_file);
  BOOST_CHECK(found.problems[0].sought == device_class::cooling_device);
}

BOOST_AUTO_TEST_CASE(a_host_without_any_has_no_such_device) {
  sysfs_tree tree;
  tree.directory("class/thermal");
  BOOST_TEST(source_of(tree)->discover().devices.empty());
  BOOST_TEST(source_of(tree)->discover().problems.empty());
}

BOOST_AUTO_TEST_CASE(the_id_stays_while_devices_come_and_go) {
  sysfs_tree tree;
  tree.cooling("0", {{"type", "Fan\n"}, {"cur_state", "1\n"}});
  const auto source = source_of(tree);
  const auto before = source->discover().devices.at(0);
  const auto reader = source->reader(before);
  tree.cooling("1", {{"type", "Fan\n"}, {"cur_state", "2\n"}});
  const auto after = source->discover().devices.at(0);
  BOOST_TEST(after->id == before->id);
  BOOST_CHECK(*after != *before);
  BOOST_CHECK(reader->read(read_scope::inputs_and_alarms).inputs == readings{1});
  BOOST_CHECK(source->reader(after)->read(read_scope::inputs).inputs == readings({1, 2}));
}

BOOST_AUTO_TEST_CASE(one_that_goes_away_says_so_in_its_reading_alone) {
  sysfs_tree tree;
  tree.cooling("0", {{"type", "Fan\n"}, {"cur_state", "1\n"}}).cooling("1", {{"type", "Fan\n"}, {"cur_state", "2\n"}});
  const auto source = source_of(tree);
  const auto reader = source->reader(source->discover().devices.at(0));
  const scripted_pread script(tree.path(first_device + "cur_state").string(), {ENODEV, ENODEV});
  const reading gone = boost::system::error_code(ENODEV, boost::system::generic_category());
  BOOST_CHECK(reader->read(read_scope::inputs).inputs == readings({gone, 2}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
