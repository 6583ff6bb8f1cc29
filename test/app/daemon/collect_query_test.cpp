#include "daemon/collect_query.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <string>

using namespace cputemp;
using namespace cputemp::app;
using namespace std::string_view_literals;

namespace {

constexpr exporter::collector_set on{0b10011};  // hwmon, thermal_zone, process

/// The set that a query asks for, as a number, or what it is told.
std::string answer(std::string_view query, exporter::collector_set collectors = on) {
  const auto set = collectors_of_query(query, collectors);
  return set ? set->to_string() : set.error().message;
}

constexpr auto unknown = "Unknown or disabled collector. Available: hwmon, thermal_zone, process.\n"sv;
constexpr auto both = "Use either collect[] or exclude[], not both.\n"sv;

}  // namespace

BOOST_AUTO_TEST_SUITE(collect_query_suite)

BOOST_AUTO_TEST_CASE(a_query_names_the_collectors_that_are_wanted_or_those_that_are_not) {
  struct row {
    std::string_view query;
    std::string_view answer;
  };
  for (const auto& [query, expected] : {
           row{"", "10011"},
           row{"collect[]=hwmon", "00001"},
           row{"collect[]=hwmon&collect[]=process", "10001"},
           row{"collect[]=hwmon&collect[]=hwmon", "00001"},
           row{"collect%5B%5D=hwmon", "00001"},
           row{"collect%5b%5d=thermal%5Fzone", "00010"},
           row{"%63ollect[]=%68wmon", "00001"},
           row{"exclude[]=hwmon", "10010"},
           row{"exclude[]=hwmon&exclude[]=thermal_zone&exclude[]=process", "00000"},
           // other parameters
           row{"name=x&collect[]=hwmon&debug", "00001"},
           row{"collect=hwmon", "10011"},
           row{"collect[=hwmon", "10011"},
           row{"Collect[]=hwmon", "10011"},
           row{"collect[]x=hwmon", "10011"},
           row{"&&=&=x&", "10011"},
           row{"a;collect[]=hwmon", "10011"},
           row{"+collect[]=hwmon", "10011"},
           row{"%zz=1&%=&%5&collect%5B%5=hwmon", "10011"},
           row{"collect[]%00=hwmon"sv, "10011"},
           row{"\0\xFF=\x7F"sv, "10011"},
           // no collector
           row{"collect[]", unknown},
           row{"collect[]=", unknown},
           row{"collect[]=cpu", unknown},
           row{"collect[]=hwmo", unknown},
           row{"collect[]=hwmonx", unknown},
           row{"collect[]=HWMON", unknown},
           row{"collect[]=+hwmon", unknown},
           row{"collect[]=hwmon%", unknown},
           row{"collect[]=hwmo%6", unknown},
           row{"collect[]=hwmo%6z", unknown},
           row{"collect[]=%", unknown},
           row{"collect[]=hwmon%00", unknown},
           row{"collect[]=hwmon\0"sv, unknown},
           row{"collect[]=hwmon=", unknown},
           row{"collect[]=<script>", unknown},
           row{"collect[]=hwmon&collect[]=cpu", unknown},
           row{"collect[]=cooling_device", unknown},  // switched off
           row{"exclude[]=cooling_device", unknown},
           row{"exclude[]=cpu", unknown},
           row{"collect[]=hwmon&exclude[]=process", both},
           row{"exclude[]=process&x&collect[]=hwmon", both},
       })
    BOOST_TEST_CONTEXT(query) { BOOST_TEST(answer(query) == expected); }
}

BOOST_AUTO_TEST_CASE(if_all_collectors_are_off_none_can_be_asked_for) {
  BOOST_TEST(answer("", 0) == "00000");
  BOOST_TEST(answer("collect[]=hwmon", 0) == "Unknown or disabled collector. Available: none.\n");
}

BOOST_AUTO_TEST_CASE(the_longest_query_takes_little_time) {
  std::string repeated;
  while (repeated.size() < 8192) repeated += "collect[]=process&";
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) {
    BOOST_TEST(answer(std::string(8192, '&')) == "10011");
    BOOST_TEST(answer(std::string(8192, '%')) == "10011");
    BOOST_TEST(answer(std::string(8192, '=')) == "10011");
    BOOST_TEST(answer("collect[]=" + std::string(8192, 'h')) == unknown);
    BOOST_TEST(answer(repeated) == "10000");
  }
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(5)));  // some 10 ms each are far too many
}

BOOST_AUTO_TEST_SUITE_END()
