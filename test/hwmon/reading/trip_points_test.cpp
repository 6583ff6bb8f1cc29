#include "scripted_pread.hpp"
#include "support/sysfs_tree.hpp"

#include <cputemp/hwmon/sysfs_source.hpp>

#include <boost/test/unit_test.hpp>

#include <cerrno>

namespace cputemp::hwmon {

namespace {

using test::scripted_pread;
using test::sysfs_tree;
using trips = std::vector<trip_point>;

constexpr auto inputs = read_scope::inputs;
constexpr auto everything = read_scope::inputs_and_alarms;

std::unique_ptr<device_reader> reader_of(const sysfs_tree& tree) {
  const auto source = make_sysfs_source({.root = tree.root(), .classes = {device_class::thermal_zone}});
  return source->reader(source->discover().devices.at(0));
}

const std::string zone = "devices/virtual/thermal/thermal_zone0/";

}  // namespace

BOOST_AUTO_TEST_SUITE(trip_points_suite)

BOOST_AUTO_TEST_CASE(they_come_in_the_order_of_their_numbers_with_type_and_temperature) {
  sysfs_tree tree;
  tree.zone("0", {{"type", "acpitz\n"},
                  {"temp", "27800\n"},
                  {"trip_point_10_temp", "50000\n"},
                  {"trip_point_10_type", "active\n"},
                  {"trip_point_0_temp", "119000\n"},
                  {"trip_point_0_type", "critical\n"},
                  {"trip_point_0_hyst", "0\n"},
                  {"trip_point_2_temp", "95000\n"},
                  {"trip_point_2_type", "pass\x1bive\n"},
                  {"trip_point_3_temp", "96000\n"},
                  {"trip_point_4_type", "hot\n"},
                  {"trip_point_x_temp", "1\n"}});
  const readout found = reader_of(tree)->read(inputs);
  BOOST_CHECK(found.inputs == std::vector<reading>{27800});
  BOOST_CHECK(*found.trips ==
              (trips{{"0", "critical", 119000}, {"2", "pass ive", 95000}, {"3", "", 96000}, {"10", "active", 50000}}));
}

BOOST_AUTO_TEST_CASE(those_that_are_not_set_or_cannot_be_read_are_left_out_and_cost_nothing_else) {
  sysfs_tree tree;
  tree.zone("0", {{"type", "x86_pkg_temp\n"}, {"temp", "41000\n"}});
  const char* const contents[] = {"0\n", "-1\n",  "-274000\n", "200000\n", "2147483647\n",
                                  "",    "N/A\n", "1\n",       "199999\n"};
  for (std::size_t i = 0; i < std::size(contents); ++i)
    tree.file(zone + "trip_point_" + std::to_string(i) + "_temp", contents[i])
        .file(zone + "trip_point_" + std::to_string(i) + "_type", "passive\n");
  tree.fifo(zone + "trip_point_9_temp").directory(zone + "trip_point_11_temp");
  const readout found = reader_of(tree)->read(inputs);
  BOOST_CHECK(found.inputs == std::vector<reading>{41000});
  BOOST_CHECK(*found.trips == (trips{{"7", "passive", 1}, {"8", "passive", 199999}}));
}

BOOST_AUTO_TEST_CASE(they_are_read_with_the_alarms_and_stay_the_same_object_until_one_changes) {
  sysfs_tree tree;
  tree.zone("0", {{"temp", "1\n"}, {"trip_point_0_temp", "90000\n"}, {"trip_point_0_type", "passive\n"}});
  const auto reader = reader_of(tree);
  const auto first = reader->read(inputs).trips;
  tree.file(zone + "trip_point_0_temp", "80000\n");  // thermald does so
  BOOST_TEST(reader->read(inputs).trips == first);
  const auto second = reader->read(everything).trips;
  BOOST_CHECK(*second == (trips{{"0", "passive", 80000}}));
  BOOST_CHECK(*first == (trips{{"0", "passive", 90000}}));
  BOOST_TEST(reader->read(everything).trips == second);
  const scripted_pread script(tree.path(zone + "trip_point_0_temp").string(), {EINVAL});
  BOOST_CHECK(reader->read(everything).trips->empty());
  BOOST_CHECK(*reader->read(everything).trips == *second);
}

BOOST_AUTO_TEST_CASE(a_zone_that_another_took_the_place_of_has_none) {
  sysfs_tree tree;
  tree.zone("0", {{"type", "old\n"}, {"temp", "1\n"}, {"trip_point_0_temp", "90000\n"}});
  const auto reader = reader_of(tree);
  BOOST_TEST(reader->read(inputs).trips->size() == 1U);
  tree.file(zone + "type", "new\n");
  BOOST_TEST(reader->read(everything).trips->empty());
}

BOOST_AUTO_TEST_CASE(devices_that_are_not_zones_have_none) {
  sysfs_tree tree;
  tree.chip("hwmon0", "devices/a", {{"temp1_input", "1\n"}});
  const auto source = make_sysfs_source({.root = tree.root(), .classes = {device_class::hwmon}});
  BOOST_TEST(source->reader(source->discover().devices.at(0))->read(everything).trips == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
