#include "log/log.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace cputemp::app;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::system_clock::time_point when{1'700'000'000'042ms};

std::string logfmt(std::string_view message, const std::vector<log_field>& fields = {}) {
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
  BOOST_TEST(format_log_line(log_format::json, when, log_level::warn, "a \"b\"\n",
                             std::vector<log_field>{{"path", "/x\\y\x01"}}) ==
             R"({"ts":"2023-11-14T22:13:20.042Z","level":"warn","msg":"a \"b\"\n","path":"/x\\y\u0001"})");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_are_replaced_in_both_formats) {
  struct row {
    std::string value;
    std::string valid;
  };
  for (const auto& [value, valid] : {
           row{"/a\xFF/b", "/a\uFFFD/b"},
           row{"\xC3(", "\uFFFD("},
           row{"cut \xE2\x82", "cut \uFFFD\uFFFD"},
           row{"\xC0\xAF", "\uFFFD\uFFFD"},                      // overlong
           row{"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},            // a surrogate
           row{"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"},  // beyond U+10FFFF
           row{"\u00B0\u20AC\U0001F600", "\u00B0\u20AC\U0001F600"},
       }) {
    const std::vector<log_field> fields = {{"v", value}};
    BOOST_TEST(format_log_line(log_format::json, when, log_level::info, "m", fields) ==
               R"({"ts":"2023-11-14T22:13:20.042Z","level":"info","msg":"m","v":")" + valid + "\"}");
    BOOST_TEST(logfmt("m", fields) == "ts=2023-11-14T22:13:20.042Z level=info msg=m v=\"" + valid + "\"");
  }
}

BOOST_AUTO_TEST_CASE(lines_of_a_level_and_above_are_written) {
  struct kept final : log_sink {
    void write(std::string_view line) noexcept override { text += line; }
    std::string text;
  } sink;
  const cputemp::app::log lines(log_level::warn, log_format::logfmt, sink);
  lines.info("one");
  lines.warn("two");
  lines.error("three", {{"why", "so"}});
  BOOST_TEST(!lines.shows(log_level::info));
  BOOST_TEST(sink.text.find("one") == std::string::npos);
  BOOST_TEST(sink.text.find(" level=warn msg=two\n") != std::string::npos);
  BOOST_TEST(sink.text.ends_with(" level=error msg=three why=so\n"));
}

BOOST_AUTO_TEST_SUITE_END()
