#include <cputemp/http/negotiation.hpp>

#include "given_fields.hpp"
#include "metrics_offers.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

using namespace cputemp::http;
using namespace cputemp::http::test;
using namespace std::string_literals;

namespace {

constexpr std::array names{"text", "openmetrics 1.0.0", "openmetrics 0.0.1", "protobuf"};

std::string chosen(std::vector<std::string> accept) {
  return names.at(choose_media_type(given_fields("Accept", std::move(accept)), metrics_offers).offer);
}

struct row {
  std::string accept;
  std::string_view expected;
};

void check_rows(const std::vector<row>& rows) {
  for (const auto& [accept, expected] : rows) {
    BOOST_TEST_CONTEXT(accept) { BOOST_TEST(chosen({accept}) == expected); }
  }
}

std::string repeated(std::string_view part, std::size_t length) {
  std::string text;
  text.reserve(length + part.size());
  while (text.size() < length) text += part;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(media_negotiation_suite)

BOOST_AUTO_TEST_CASE(for_the_scrapers_and_clients_that_there_are) {
  const std::string protobuf =
      "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";
  check_rows({
      // Prometheus 2.42, scrape/scrape.go: scrapeAcceptHeader, which Datadog's agent sends since 7.46, too, and
      // scrapeAcceptHeaderWithProtobuf
      {"application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
       "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
       "openmetrics 1.0.0"},
      {protobuf + ",application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
                  "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
       "protobuf"},
      // Prometheus 2.5
      {"application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "openmetrics 0.0.1"},
      // Prometheus 2.55, with weights by the place in scrape_protocols, and OpenTelemetry's collector, which scrapes
      // with the same code
      {"application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
       "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
       "openmetrics 1.0.0"},
      // Prometheus 3.x, scrape/scrape_test.go: TestAcceptHeader
      {"application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
       "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
       "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
       "openmetrics 1.0.0"},
      {protobuf + ";q=0.6,application/openmetrics-text;version=1.0.0;escaping=dots;q=0.5,"
                  "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=dots;q=0.3,"
                  "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
       "protobuf"},
      // Prometheus 3.x with scrape_protocols: [PrometheusText1.0.0, PrometheusText0.0.4, OpenMetricsText1.0.0]; there
      // is not text of version 1.0.0 here
      {"text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,"
       "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.4,*/*;q=0.3",
       "text"},
      // VictoriaMetrics and vmagent (lib/promscrape/client.go), Netdata (go/plugins/pkg/prometheus), Prometheus 2.0
      {"text/plain;version=0.0.4;q=1,*/*;q=0.1", "text"},
      // Metricbeat (metricbeat/helper/prometheus)
      {"text/plain;version=0.0.4;q=0.5,*/*;q=0.1", "text"},
      // Telegraf (plugins/inputs/prometheus), Categraf, Prometheus 1.x
      {protobuf + ";q=0.7,text/plain;version=0.0.4;q=0.3,*/*;q=0.1", "protobuf"},
      // prom2json
      {protobuf + ";q=0.7,text/plain;version=0.0.4;q=0.3", "protobuf"},
      // Prometheus' first releases
      {protobuf +
           ";q=0.7,text/plain;version=0.0.4;q=0.3,application/json;schema=\"prometheus/telemetry\";version=0.0.2;"
           "q=0.2,*/*;q=0.1",
       "protobuf"},
      // Datadog's agent before 7.46 (openmetrics/v2/scraper.py), without and with use_latest_spec
      {"text/plain", "text"},
      {"application/openmetrics-text; version=0.0.1; charset=utf-8", "openmetrics 0.0.1"},
      // curl, Python's requests, Wget
      {"*/*", "text"},
      // Firefox, Chrome
      {"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", "text"},
      {"text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
       "application/signed-exchange;v=b3;q=0.7",
       "text"},
      // Java's HttpURLConnection
      {"text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "text"},
      // Content types that are sent as if they were ranges
      {"application/openmetrics-text; version=1.0.0; charset=utf-8", "openmetrics 1.0.0"},
      {"text/plain; version=0.0.4; charset=utf-8", "text"},
      {"application/json", "text"},
      {"", "text"},
  });
  // Go's net/http sends no Accept, nor does Python's http.client.
  BOOST_TEST(chosen({}) == "text");
}

BOOST_AUTO_TEST_CASE(is_that_of_the_greatest_weight_then_of_the_narrowest_range_then_of_the_first) {
  check_rows({
      {"text/plain;q=0.5, application/openmetrics-text;q=0.6", "openmetrics 0.0.1"},
      {"text/plain;q=0.501, application/openmetrics-text;q=0.5", "text"},
      {"text/plain, application/openmetrics-text", "text"},
      {"application/openmetrics-text, text/plain", "openmetrics 0.0.1"},
      {"application/openmetrics-text, application/openmetrics-text;version=1.0.0", "openmetrics 0.0.1"},
      {"*/*, application/openmetrics-text", "openmetrics 0.0.1"},
      {"text/*, application/openmetrics-text", "openmetrics 0.0.1"},
      {"*/*, application/*", "openmetrics 1.0.0"},
      {"*/*;q=0.9, application/openmetrics-text;q=0.8", "text"},
  });
}

BOOST_AUTO_TEST_CASE(of_a_wildcard_is_the_first_that_it_matches) {
  check_rows({
      {"*/*", "text"},
      {"*", "text"},
      {"text/*", "text"},
      {"application/*", "openmetrics 1.0.0"},
      {"application/*;version=1.0.0", "openmetrics 1.0.0"},
      {"image/*", "text"},
      // Not ranges: a wildcard is a whole type or subtype.
      {"*/openmetrics-text, application/open*, appl/*", "text"},
  });
}

BOOST_AUTO_TEST_CASE(is_named_with_the_parameters_that_it_needs_and_without_those_that_contradict_it) {
  const auto protobuf = "application/vnd.google.protobuf"s;
  const auto family = ";proto=io.prometheus.client.MetricFamily"s;
  check_rows({
      {"application/openmetrics-text", "openmetrics 0.0.1"},
      {"application/openmetrics-text;version=0.0.1", "openmetrics 0.0.1"},
      {"application/openmetrics-text;version=1.0.0", "openmetrics 1.0.0"},
      {"application/openmetrics-text;version=2.0.0", "text"},
      {"application/openmetrics-text;version=", "openmetrics 0.0.1"},
      // Of a parameter that comes twice the first one counts.
      {"application/openmetrics-text;version=1.0.0;version=0.0.1", "openmetrics 1.0.0"},
      {"application/openmetrics-text;version=0.0.1;version=1.0.0", "openmetrics 0.0.1"},
      {"text/plain;version=1.0.0, application/openmetrics-text;q=0.1", "openmetrics 0.0.1"},
      {protobuf, "text"},
      {protobuf + family, "text"},
      {protobuf + family + ";encoding=text", "text"},
      {protobuf + ";encoding=delimited", "text"},
      {protobuf + ";proto=io.prometheus.Other;encoding=delimited", "text"},
      {protobuf + ";encoding=delimited" + family, "protobuf"},
  });
}

BOOST_AUTO_TEST_CASE(does_not_depend_on_parameters_that_no_offer_knows) {
  check_rows({
      {"application/openmetrics-text;charset=utf-8;version=1.0.0;escaping=underscores;foo", "openmetrics 1.0.0"},
      {"application/openmetrics-text;version=1.0.0;note=\"a, text/plain; version=0.0.4\"", "openmetrics 1.0.0"},
      {R"(application/openmetrics-text;note="\"";version=1.0.0)", "openmetrics 1.0.0"},
      // What follows q belongs to the list, in RFC 7231; but some clients put q first.
      {"application/openmetrics-text;q=0.9;version=1.0.0", "openmetrics 1.0.0"},
  });
}

BOOST_AUTO_TEST_CASE(is_written_in_either_case_and_with_white_space) {
  check_rows({
      {"APPLICATION/OpenMetrics-Text;VERSION=1.0.0", "openmetrics 1.0.0"},
      {" \t application/openmetrics-text \t ; version=1.0.0 \t ", "openmetrics 1.0.0"},
      {"application/openmetrics-text; version = 1.0.0 ; Q = 1", "openmetrics 1.0.0"},
      {"application/openmetrics-text;version=\"1.0.0\"", "openmetrics 1.0.0"},
      {"Application/*;Version=1.0.0", "openmetrics 1.0.0"},
      {", ,,application/openmetrics-text,,", "openmetrics 0.0.1"},
      {"application/openmetrics-text;;; version=1.0.0;;", "openmetrics 1.0.0"},
  });
}

BOOST_AUTO_TEST_CASE(has_weights_as_they_are_written_in_the_wild) {
  const auto against_half = [](const std::string& weight) {
    return chosen({"application/openmetrics-text;q=" + weight + ", text/plain;q=0.5"});
  };
  for (const auto* const more :
       {"0.51", ".6", "1", "1.", "1.0", "1.000", "0.6000000238418579", "2", "01", "\"0.9\"", ""}) {
    BOOST_TEST_CONTEXT(more) { BOOST_TEST(against_half(more) == "openmetrics 0.0.1"); }
  }
  // Text that is not a number, or a negative one, is the client's last choice.
  for (const auto* const less :
       {"0.4", ".4", "0.499", "0.4999999", "0.0000001", "high", ".", "-1", "1e3", "0,9", "0.9x"}) {
    BOOST_TEST_CONTEXT(less) { BOOST_TEST(against_half(less) == "text"); }
  }
  check_rows({
      {"application/openmetrics-text;q=high", "openmetrics 0.0.1"},
      {"application/openmetrics-text;q=0.0000001", "openmetrics 0.0.1"},
      {"application/openmetrics-text;q=0.3;q=0.9, text/plain;q=0.5", "text"},
  });
}

BOOST_AUTO_TEST_CASE(is_none_of_those_that_are_refused) {
  check_rows({
      {"text/plain;q=0, */*", "openmetrics 1.0.0"},
      {"*/*, text/plain;q=0", "openmetrics 1.0.0"},
      {"*/*, text/*;q=0.000", "openmetrics 1.0.0"},
      {"*/*, text/plain;q=0, application/openmetrics-text;q=0", "protobuf"},
      {"*/*, text/plain;q=0, application/openmetrics-text;version=1.0.0;q=0", "openmetrics 0.0.1"},
      {"*/*, text/plain;q=0, application/*;q=0", "text"},
      {"application/openmetrics-text;q=0, application/openmetrics-text;version=1.0.0;q=0.2", "openmetrics 1.0.0"},
      {"application/openmetrics-text;version=0.0.1;q=0, application/openmetrics-text;version=1.0.0",
       "openmetrics 1.0.0"},
      // A narrower range may take back what a wider one refused (RFC 9110 §12.5.1).
      {"*/*;q=0, application/openmetrics-text;q=0.1", "openmetrics 0.0.1"},
      {"application/*;q=0, application/openmetrics-text;q=0.1, text/plain;q=0.01", "openmetrics 0.0.1"},
      {"application/openmetrics-text;version=0.0.1;q=0, application/openmetrics-text, text/*;q=0.1", "text"},
      // Whoever says both gets it.
      {"application/openmetrics-text;q=0, application/openmetrics-text", "openmetrics 0.0.1"},
      // An answer is better than a 406.
      {"text/plain;q=0", "text"},
      {"*/*;q=0", "text"},
  });
}

BOOST_AUTO_TEST_CASE(comes_from_all_fields_together) {
  BOOST_TEST(chosen({"text/plain;q=0.5", "application/openmetrics-text;q=0.6"}) == "openmetrics 0.0.1");
  BOOST_TEST(chosen({"application/openmetrics-text", "text/plain"}) == "openmetrics 0.0.1");
  // No string goes on in the next field.
  BOOST_TEST(chosen({"text/html;a=\"", "application/openmetrics-text"}) == "openmetrics 0.0.1");
}

BOOST_AUTO_TEST_CASE(comes_with_the_range_that_named_it) {
  const auto range = [](std::string accept) {
    const given_fields fields("Accept", {std::move(accept)});
    return std::string(choose_media_type(fields, metrics_offers).range);
  };
  BOOST_TEST(range("text/html , text/plain ;escaping=dots;q=0.5 ,*/*;q=0.1") == "text/plain ;escaping=dots;q=0.5");
  BOOST_TEST(range("text/html,*/*;q=0.1") == "*/*;q=0.1");
  BOOST_TEST(range("text/html") == "");
  BOOST_TEST(range("") == "");
}

BOOST_AUTO_TEST_CASE(is_found_in_what_makes_no_sense) {
  check_rows({
      {"/", "text"},
      {"//,/*,*/,;,;;,=,;=,;q,;q=,\"", "text"},
      {"application/openmetrics-text/plain", "text"},
      {"application", "text"},
      {"application /openmetrics-text", "text"},
      {"\xff\xfe/\x80, application/openmetrics-text", "openmetrics 0.0.1"},
      // A string that is never closed swallows the rest.
      {"text/html;a=\"b, application/openmetrics-text", "text"},
      {"text/html;a=\"b\\", "text"},
      {"text/html;a=\"b\\\", application/openmetrics-text", "text"},
  });
}

BOOST_AUTO_TEST_CASE(of_more_offers_than_there_may_be_is_one_of_the_first) {
  std::vector<media_offer> offers(max_offers, media_offer{.type = "text/plain"});
  offers.push_back({.type = "text/html"});
  const auto choice = choose_media_type(given_fields("Accept", {"text/html"}), offers);
  BOOST_TEST(choice.offer == 0U);
  BOOST_TEST(choice.range.empty());
}

// Quadratic work on a field of this size takes minutes.
BOOST_AUTO_TEST_CASE(takes_time_linear_in_the_length_of_the_field) {
  constexpr std::size_t longest = 512 * 1024;
  const auto before = std::clock();
  for (const auto* const part : {",", ";", ";;,", "\"", "\\", "\"\\", " ", "*/*,", "*/*;", "*/*;q=0,",
                                 "*/*;version=1.0.0,", "a", ";a=\"", "*;\"", "text/plain;q=0.0000000000,",
                                 "application/openmetrics-text;version=", ";version=0", "*/*;proto=", "0"}) {
    for (const auto* const begin : {"", "*/*;q=0.", "*/*;a=\"", "application/vnd.google.protobuf;proto="}) {
      BOOST_TEST_CONTEXT(begin << part << "…") {
        const given_fields accept("Accept", {begin + repeated(part, longest)});
        BOOST_TEST(choose_media_type(accept, metrics_offers).offer < metrics_offers.size());
      }
    }
  }
  BOOST_TEST((std::clock() - before) / CLOCKS_PER_SEC < 20);
}

BOOST_AUTO_TEST_CASE(a_parameter_of_a_range_is_found_by_its_name) {
  const std::string_view range = R"(text/plain ; Version = 1 ; escaping="allow-utf-8";note="a;b\"c";open="x;version=2)";
  BOOST_TEST(parameter_of(range, "version") == "1");
  BOOST_TEST(parameter_of(range, "ESCAPING") == "allow-utf-8");
  BOOST_TEST(parameter_of(range, "note") == R"(a;b\"c)");
  BOOST_TEST(parameter_of(range, "open") == "x;version=2");
  BOOST_TEST(parameter_of(range, "charset") == "");
  BOOST_TEST(parameter_of("version=1", "version") == "");
  BOOST_TEST(parameter_of("a;b", "b") == "");
  BOOST_TEST(parameter_of("a;b=1;b=2", "b") == "1");
  BOOST_TEST(parameter_of("", "b") == "");
  BOOST_TEST(parameter_of("a;=", "") == "");
}

BOOST_AUTO_TEST_SUITE_END()
