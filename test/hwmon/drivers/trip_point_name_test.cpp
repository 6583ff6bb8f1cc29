#include "drivers/trip_point_name.hpp"

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(trip_point_name_suite)

BOOST_AUTO_TEST_CASE(the_temperature_and_the_type_of_a_trip_point_are_read) {
  const auto temp = parse_trip_point_name("trip_point_0_temp");
  BOOST_REQUIRE(temp.has_value());
  BOOST_TEST(temp->number == 0U);
  BOOST_CHECK(temp->property == trip_property::temp);
  const auto type = parse_trip_point_name("trip_point_12_type");
  BOOST_REQUIRE(type.has_value());
  BOOST_TEST(type->number == 12U);
  BOOST_CHECK(type->property == trip_property::type);
}

BOOST_AUTO_TEST_CASE(other_files_of_a_zone_are_not) {
  for (const char* file : {"", "temp", "type", "trip_point_0_hyst", "trip_point_x_temp", "trip_point__temp",
                           "trip_point_0", "trip_point_0_", "trip_point_-1_temp", "xtrip_point_0_temp",
                           "trip_point_99999999999_temp", "trip_point_0_temp_x"})
    BOOST_TEST_CONTEXT(file) BOOST_CHECK(!parse_trip_point_name(file));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
