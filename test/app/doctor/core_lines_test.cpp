#include "doctor/core_lines.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using cputemp::app::core_lines;
using lines = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(core_lines_suite)

BOOST_AUTO_TEST_CASE(each_core_stands_with_its_cpus_by_package_and_type) {
  BOOST_TEST(core_lines({{0, 0, "0-1", "P"}, {0, 4, "2-3", "P"}, {0, 8, "4", "E"}, {1, 0, "5", ""}}) ==
                 lines({"  package 0, 1 E core: 8 (4)", "  package 0, 2 P cores: 0 (0-1), 4 (2-3)",
                        "  package 1, 1 core: 0 (5)"}),
             boost::test_tools::per_element());
  BOOST_TEST(core_lines({}).empty());
}

BOOST_AUTO_TEST_CASE(lines_fit_on_a_terminal) {
  std::vector<cputemp::hwmon::cpu_core> cores;
  for (unsigned core = 0; core < 64; ++core) cores.push_back({0, core, std::to_string(core) + ",1000", ""});
  const auto found = core_lines(cores);
  BOOST_TEST(found.size() > 5U);
  for (const auto& line : found) BOOST_TEST(line.size() <= 100U, line);
}

BOOST_AUTO_TEST_SUITE_END()
