#include "options/duration.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using cputemp::app::parse_duration;
using cputemp::app::write_duration;
using std::chrono::milliseconds;

BOOST_AUTO_TEST_SUITE(duration_suite)

BOOST_AUTO_TEST_CASE(what_prometheus_writes_is_read) {
  using namespace std::chrono_literals;
  struct row {
    std::string_view text;
    milliseconds value;
  };
  for (const auto& [text, value] :
       {row{"0", 0ms}, row{"0s", 0ms}, row{"250ms", 250ms}, row{"5s", 5s}, row{"1m30s", 90s}, row{"2h", 2h},
        row{"1d", 24h}, row{"1w", 168h}, row{"1y", 8760h}, row{"1y1w1d1h1m1s1ms", 8760h + 168h + 24h + 1h + 61001ms},
        row{"90m", 90min}, row{"10y", 87600h}}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST_REQUIRE(parse_duration(text).has_value());
      BOOST_TEST((*parse_duration(text) == value));
    }
  }
}

BOOST_AUTO_TEST_CASE(all_else_is_refused) {
  for (const std::string_view text : {"",
                                      "5",
                                      "s",
                                      "1.5s",
                                      "-1s",
                                      "+1s",
                                      " 1s",
                                      "1s ",
                                      "1s1m",
                                      "1s1s",
                                      "1ms1s",
                                      "1us",
                                      "1S",
                                      "1 s",
                                      "0x5s",
                                      "fast",
                                      "11y",
                                      "99999999999999999999s",
                                      "9223372036854775807y",
                                      "1m30",
                                      "10y1ms"})
    BOOST_TEST(!parse_duration(text).has_value(), "'" << text << "' is not a duration");
}

BOOST_AUTO_TEST_CASE(a_duration_is_written_as_prometheus_writes_it_and_read_back) {
  using namespace std::chrono_literals;
  struct row {
    milliseconds value;
    std::string_view text;
  };
  for (const auto& [value, text] :
       {row{0ms, "0s"}, row{1ms, "1ms"}, row{250ms, "250ms"}, row{1s, "1s"}, row{1500ms, "1s500ms"}, row{90s, "1m30s"},
        row{120s, "2m"}, row{1h, "1h"}, row{25h, "1d1h"}, row{168h, "1w"}, row{169h, "7d1h"}, row{8760h, "1y"},
        row{8761h, "365d1h"}, row{87600h, "10y"}}) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(write_duration(value) == text);
      BOOST_TEST((parse_duration(text) == value));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
