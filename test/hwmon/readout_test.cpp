#include <cputemp/hwmon/readout.hpp>

#include <boost/test/unit_test.hpp>

namespace cputemp::hwmon {

BOOST_AUTO_TEST_SUITE(readout_suite)

BOOST_AUTO_TEST_CASE(a_limit_is_found_by_its_whole_name) {
  const sensor_details details{"x", std::nullopt, {{"max_hyst", 1}, {"max", 0}, {"crit", -2}}};
  BOOST_CHECK(limit_named(details, "max") == 0);
  BOOST_CHECK(limit_named(details, "crit") == -2);
  BOOST_CHECK(limit_named(details, "min") == std::nullopt);
  BOOST_CHECK(limit_named(details, "") == std::nullopt);
  BOOST_CHECK(limit_named({}, "max") == std::nullopt);
}

BOOST_AUTO_TEST_CASE(thousandths_of_a_degree_are_divided_as_node_exporter_divides_those_of_a_zone) {
  BOOST_TEST(celsius(68'850) == 68.85);
  BOOST_TEST(celsius(-500) == -0.5);
  BOOST_TEST(celsius(0) == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
