#include <cputemp/http/negotiation.hpp>

#include "given_fields.hpp"

#include <boost/test/unit_test.hpp>

#include <ctime>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace cputemp::http;
using namespace cputemp::http::test;

namespace {

std::string chosen(std::vector<std::string> accept_encoding) {
  const auto coding = choose_content_coding(given_fields("Accept-Encoding", std::move(accept_encoding)));
  return coding == content_coding::gzip ? "gzip" : "identity";
}

struct row {
  std::string accept_encoding;
  std::string_view expected;
};

void check_rows(const std::vector<row>& rows) {
  for (const auto& [accept_encoding, expected] : rows) {
    BOOST_TEST_CONTEXT(accept_encoding) { BOOST_TEST(chosen({accept_encoding}) == expected); }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(coding_negotiation_suite)

BOOST_AUTO_TEST_CASE(for_the_scrapers_and_clients_that_there_are) {
  check_rows({
      // Prometheus, VictoriaMetrics, OpenTelemetry's collector: all with Go's net/http
      {"gzip", "gzip"},
      // Prometheus with enable_compression: false
      {"identity", "identity"},
      // curl --compressed
      {"deflate, gzip, br, zstd", "gzip"},
      // Firefox, Chrome
      {"gzip, deflate, br", "gzip"},
      {"gzip, deflate, br, zstd", "gzip"},
      // Python's requests, aiohttp; urllib and http.client
      {"gzip, deflate", "gzip"},
      {"identity", "identity"},
      // Java's Apache HttpClient
      {"gzip,deflate", "gzip"},
      // what proxies make of it
      {"gzip;q=1.0, identity;q=0.5, *;q=0", "gzip"},
      {"br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip"},
      {"", "identity"},
  });
  BOOST_TEST(chosen({}) == "identity");
}

BOOST_AUTO_TEST_CASE(is_gzip_where_it_is_taken_as_gladly_as_none) {
  check_rows({
      {"gzip;q=0.1", "gzip"},
      {"gzip;q=0.5, identity;q=0.5", "gzip"},
      {"gzip;q=0.5, identity;q=0.6", "identity"},
      {"identity, gzip", "gzip"},
      {"gzip;q=0", "identity"},
      {"gzip;q=0, *", "identity"},
      {"*", "gzip"},
      {"*;q=0.1", "gzip"},
      {"*;q=0", "identity"},
      {"gzip, *;q=0", "gzip"},
      {"gzip;q=0.5, *", "identity"},
      {"identity;q=0.5, *;q=0.4", "identity"},
      {"br, deflate", "identity"},
      // An answer is better than a 406.
      {"identity;q=0", "identity"},
      {"identity;q=0, *;q=0, br", "identity"},
      {"identity;q=0, gzip;q=0.1", "gzip"},
  });
}

BOOST_AUTO_TEST_CASE(has_an_old_name_and_is_written_in_either_case) {
  check_rows({
      {"x-gzip", "gzip"},
      {"X-GZip ; Q=0.5 ", "gzip"},
      {"x-gzip;q=0.1, gzip;q=0.9, identity;q=0.5", "gzip"},
      {"gzip;q=0, x-gzip", "gzip"},
      {", ,GZIP,", "gzip"},
      {"gzipped, xgzip, x-gzip-2", "identity"},
  });
}

BOOST_AUTO_TEST_CASE(is_found_in_what_makes_no_sense) {
  check_rows({
      {"gzip;q=high", "gzip"},
      {"gzip;q=high, identity;q=0.5", "identity"},
      {"gzip;level=9", "gzip"},
      {"gzip;\"", "gzip"},
      {"\"gzip\"", "identity"},
      {"a=\"b, gzip", "identity"},
      {";q=1", "identity"},
      {";;,;=\\", "identity"},
  });
}

BOOST_AUTO_TEST_CASE(comes_from_all_fields_together) {
  BOOST_TEST(chosen({"gzip;q=0.5", "identity"}) == "identity");
  BOOST_TEST(chosen({"br", "gzip"}) == "gzip");
}

// Quadratic work on a field of this size takes minutes.
BOOST_AUTO_TEST_CASE(takes_time_linear_in_the_length_of_the_field) {
  const auto before = std::clock();
  const std::vector<std::pair<std::string_view, std::string_view>> parts = {
      {",", "identity"},  {";", "identity"}, {"\"", "identity"},
      {"\\", "identity"}, {" ", "identity"}, {"*,", "gzip"},
      {"gzip;", "gzip"},  {"gzip,", "gzip"}, {"gzip;q=0.0000,", "identity"},
      {"*;\"", "gzip"},
  };
  for (const auto& [part, expected] : parts) {
    BOOST_TEST_CONTEXT(part << "…") {
      std::string field;
      while (field.size() < 512 * 1024) field += part;
      BOOST_TEST(chosen({field}) == expected);
    }
  }
  BOOST_TEST((std::clock() - before) / CLOCKS_PER_SEC < 20);
}

BOOST_AUTO_TEST_SUITE_END()
