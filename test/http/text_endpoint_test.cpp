#include <cputemp/http/gzip.hpp>
#include <cputemp/http/server.hpp>

#include "given_fields.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <variant>

using namespace cputemp::http;
using namespace cputemp::http::test;

namespace {

response answer_to(const given_fields& fields) {
  const auto text = [made = 0]() mutable { return "answers_total " + std::to_string(++made) + "\n"; };
  const auto served = text_endpoint("/metrics", "text/plain; version=0.0.4", text);
  BOOST_TEST(served.path == "/metrics");
  return std::get<response>(served.answer({"/metrics", "", fields, {}}));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_endpoint_suite)

BOOST_AUTO_TEST_CASE(answers_with_its_text) {
  const auto answer = answer_to(given_fields("Accept", {"*/*"}));
  BOOST_TEST(answer.status == 200U);
  BOOST_TEST(answer.content_type == "text/plain; version=0.0.4");
  BOOST_TEST(answer.fields == "Vary: Accept-Encoding\r\n");
  BOOST_TEST(*answer.body == "answers_total 1\n");
}

BOOST_AUTO_TEST_CASE(compresses_it_for_a_client_that_prefers_gzip) {
  const auto answer = answer_to(given_fields("Accept-Encoding", {"gzip"}));
  BOOST_TEST(answer.content_type == "text/plain; version=0.0.4");
  BOOST_TEST(answer.fields == "Content-Encoding: gzip\r\nVary: Accept-Encoding\r\n");
  BOOST_TEST((*answer.body == gzip("answers_total 1\n")));
}

BOOST_AUTO_TEST_SUITE_END()
