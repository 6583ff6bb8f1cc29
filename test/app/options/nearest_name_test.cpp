#include "options/unknown/nearest_name.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace cputemp::app;

BOOST_AUTO_TEST_SUITE(nearest_name_suite)

BOOST_AUTO_TEST_CASE(the_name_that_was_meant) {
  const std::vector<std::string> known = {"web.listen-address", "web.threads", "sample.interval",
                                          "sample.timeout",     "threshold",   "once"};
  struct row {
    std::string_view unknown;
    std::string_view nearest;
  };
  for (const auto& [unknown, nearest] : {
           row{"web.listen-adress", "web.listen-address"},
           row{"web.listen_address", "web.listen-address"},
           row{"listen-address", "web.listen-address"},
           row{"web.listen", "web.listen-address"},
           row{"thresholds", "threshold"},
           row{"sample.intervall", "sample.interval"},
           row{"smaple.timeout", "sample.timeout"},
           row{"onec", "once"},
           row{"two", ""},
           row{"hold", ""},  // a part, but not a word
           row{"nonsense", ""},
           row{"", ""},
       })
    BOOST_TEST(nearest_name(unknown, known) == nearest, unknown);
}

BOOST_AUTO_TEST_CASE(a_suggestion_ends_a_message) {
  const std::vector<std::string> known = {"once"};
  BOOST_TEST(suggestion("onces", known, "--", "see --help") == "; did you mean --once?");
  BOOST_TEST(suggestion("window", known, "--", "see --help") == "; see --help");
}

BOOST_AUTO_TEST_SUITE_END()
