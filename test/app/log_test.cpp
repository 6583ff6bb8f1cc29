#include "log.hpp"

#include <boost/test/unit_test.hpp>

using namespace cputemp::app;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::system_clock::time_point when{1'700'000'000'042ms};

std::string logfmt(std::string_view message, std::initializer_list<log_field> fields = {}) {
  return format_log_line(log_format::logfmt, when, log_level::info, message, fields);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(log_suite)

BOOST_AUTO_TEST_CASE(a_line_in_logfmt) {
  BOOST_TEST(logfmt("listening", {{"address", ":4000"}}) ==
             "ts=2023-11-14T22:13:20.042Z level=info msg=listening address=:4000");
  BOOST_TEST(format_log_line(log_format::logfmt, when, log_level::error, "no way", {}) ==
             "ts=2023-11-14T22:13:20.042Z level=error msg=\"no way\"");
}

BOOST_AUTO_TEST_CASE(a_value_in_logfmt_is_quoted_where_it_needs_to_be) {
  struct row {
    std::string value;
    std::string_view written;
  };
  for (const auto& [value, written] :
       {row{"plain", "plain"}, row{"", "\"\""}, row{"a b", "\"a b\""}, row{"a=b", "\"a=b\""},
        row{"say \"x\"", "\"say \\\"x\\\"\""}, row{"back\\slash", "\"back\\\\slash\""},
        row{"two\nlines", "\"two\\nlines\""}, row{"\x1b[31m", "\"\\x1b[31m\""}, row{"\x7f", "\"\\x7f\""},
        row{"\xC2\xB0", "\"\xC2\xB0\""}})
    BOOST_TEST(logfmt("m", {{"v", value}}) ==
               std::string("ts=2023-11-14T22:13:20.042Z level=info msg=m v=").append(written));
}

BOOST_AUTO_TEST_CASE(a_line_in_json) {
  BOOST_TEST(format_log_line(log_format::json, when, log_level::warn, "a \"b\"\n", {{"path", "/x\\y\x01"}}) ==
             R"({"ts":"2023-11-14T22:13:20.042Z","level":"warn","msg":"a \"b\"\n","path":"/x\\y\u0001"})");
}

BOOST_AUTO_TEST_SUITE_END()
