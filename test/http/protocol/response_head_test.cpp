#include "protocol/response_head.hpp"

#include "protocol/http_date.hpp"
#include "protocol/status.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace cputemp::http;

namespace {

std::string composed(const head_content& head) {
  std::string text = "what was there before";
  compose_head(text, head);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(response_head)

BOOST_AUTO_TEST_CASE(has_a_date_a_type_and_a_length) {
  BOOST_TEST(composed({200, "D", "text/plain", 12345}) ==
             "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: text/plain\r\nContent-Length: 12345\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(carries_further_fields_and_the_end_of_the_connection) {
  BOOST_TEST(composed({404, "D", "t", 0, "Vary: Accept\r\nA: b\r\n", connection_option::close}) ==
             "HTTP/1.1 404 Not Found\r\nDate: D\r\nContent-Type: t\r\nContent-Length: 0\r\nVary: Accept\r\nA: b\r\n"
             "Connection: close\r\n\r\n");
  BOOST_TEST(composed({200, "D", "t", 1, "", connection_option::keep_alive}) ==
             "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Type: t\r\nContent-Length: 1\r\nConnection: keep-alive\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(names_the_methods_that_are_allowed_where_one_is_not) {
  BOOST_TEST(composed({405, "D", "t", 1}) ==
             "HTTP/1.1 405 Method Not Allowed\r\nDate: D\r\nContent-Type: t\r\nContent-Length: 1\r\n"
             "Allow: GET, HEAD\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(has_no_length_where_there_can_be_no_body) {
  BOOST_TEST(composed({204, "D", "t", 1}) == "HTTP/1.1 204 No Content\r\nDate: D\r\n\r\n");
  BOOST_TEST(composed({304, "D", "t", 1}) == "HTTP/1.1 304 \r\nDate: D\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(has_an_empty_reason_for_a_status_that_the_server_never_sends) {
  BOOST_TEST(composed({299, "D", "t", 1}) ==
             "HTTP/1.1 299 \r\nDate: D\r\nContent-Type: t\r\nContent-Length: 1\r\n\r\n");
  BOOST_TEST(text_of(299) == "Error\n");
}

BOOST_AUTO_TEST_CASE(has_a_date_in_fixed_form) {
  http_date date;
  BOOST_TEST(date.at(784111777) == "Sun, 06 Nov 1994 08:49:37 GMT");
  BOOST_TEST(date.at(784111778) == "Sun, 06 Nov 1994 08:49:38 GMT");
  BOOST_TEST(date.at(0) == "Thu, 01 Jan 1970 00:00:00 GMT");
  BOOST_TEST(date.at(1709164800) == "Thu, 29 Feb 2024 00:00:00 GMT");
}

BOOST_AUTO_TEST_SUITE_END()
