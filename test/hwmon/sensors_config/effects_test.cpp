#include "sensors_config/configured_host.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace cputemp::hwmon {

namespace {

using strings = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(sensors_config_effects_suite)

BOOST_AUTO_TEST_CASE(effects_are_told_once) {
  const configured_host host("chip \"nct6775-*\"\nignore temp2\nlabel in0 \"V\"\nchip \"w83627-*\"\n");
  host.discover_again();
  BOOST_REQUIRE(host.told().size() == 1U);
  BOOST_TEST(host.told()[0].done == (strings{"x.conf:2: ignores temp2 of platform_nct6775_656",
                                             "x.conf:3: names \"V\" in0 of platform_nct6775_656"}),
             boost::test_tools::per_element());
  BOOST_TEST(host.told()[0].unmatched == strings{"x.conf:4: no chip matches \"w83627-*\""},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_line_without_effect_is_told_with_the_reason) {
  const struct {
    const char* text;
    strings mistaken, overruled;
  } rows[] = {
      {"label temp9 x\n", {"x.conf:2: no effect: platform_nct6775_656 has no temp9"}, {}},
      {"ignore \"a\\nb\"\n", {R"(x.conf:2: no effect: platform_nct6775_656 has no a\nb)"}, {}},
      {"compute in9 @, @\n", {"x.conf:2: no effect: platform_nct6775_656 has no in9"}, {}},
      {"label fan1 x\n", {}, {"x.conf:2: no effect: sensors of the kind fan are not read"}},
      {"set nonsense 3\n", {"x.conf:2: no effect: platform_nct6775_656 has no nonsense"}, {}},
      {"set temp1 3\n", {"x.conf:2: no effect: platform_nct6775_656 has no temp1"}, {}},
      {"set temp9_max 3\n", {"x.conf:2: no effect: platform_nct6775_656 has no temp9"}, {}},
      {"set temp1_mux 3\n", {"x.conf:2: no effect: platform_nct6775_656 has no temp1_mux"}, {}},
      {"set temp1_offset 3\n",
       {},
       {"x.conf:2: no effect: temp1_offset is not a limit, and this program writes to no chip"}},
      {"set fan1_div 8\n", {}, {"x.conf:2: no effect: sensors of the kind fan are not read"}},
      {"label temp1 a\nlabel temp1 b\n",
       {},
       {"x.conf:3: no effect: x.conf:2 counts for temp1 of platform_nct6775_656"}},
      {"set temp1_max 1\nset temp1_max 2\n",
       {},
       {"x.conf:2: no effect: x.conf:3 counts for temp1_max of platform_nct6775_656"}},
      {"ignore temp1\nlabel temp1 x\nset temp1_max 1\n",
       {},
       {"x.conf:3: no effect: x.conf:2 ignores temp1 of platform_nct6775_656",
        "x.conf:4: no effect: x.conf:2 ignores temp1 of platform_nct6775_656"}},
      {"chip \"*-*\"\nlabel temp1 x\nlabel temp2 y\nlabel temp3 z\n",
       {"x.conf:5: no effect: i2c_3_3_0018 has no temp3 (and 2 more)"},
       {}},
      {"chip \"other-*\"\nlabel temp9 x\n", {}, {}},
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT(row.text) {
      const configured_host host(std::string("chip \"nct6775-*\"\n") + row.text);
      BOOST_TEST(host.told().at(0).mistaken == row.mistaken, boost::test_tools::per_element());
      BOOST_TEST(host.told().at(0).overruled == row.overruled, boost::test_tools::per_element());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_limit_that_is_set_to_none_is_told_as_hidden) {
  const configured_host host("chip \"nct6775-*\"\nset temp1_max 10*0\nset temp1_crit temp2_input*0\nset in0_min 0\n");
  BOOST_TEST(host.told().at(0).done == (strings{"x.conf:2: hides max of temp1 of platform_nct6775_656",
                                                "x.conf:3: shows as crit of temp1 of platform_nct6775_656",
                                                "x.conf:4: shows as min of in0 of platform_nct6775_656"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace cputemp::hwmon
