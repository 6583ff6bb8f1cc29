#include <cputemp/exporter/http_metrics.hpp>

#include <cputemp/metrics/text_encoder.hpp>

#include "gathered.hpp"
#include "host.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <sstream>
#include <string>

using namespace cputemp;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::system_clock::time_point since(1h);

std::string exposed(const exporter::http_metrics& m) {
  const auto families = exporter::test::gathered([&](auto& to) { m.append_families(to, since); });
  std::istringstream lines(metrics::encode_text(families));
  std::string text;
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with('#') && line.find("_bucket") == std::string::npos)
      text += line.substr(std::string_view("cpu_temp_exporter_").size()) + '\n';
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http_metrics_suite)

BOOST_AUTO_TEST_CASE(the_usual_answers_are_counted_from_zero_and_durations_from_the_first_answer) {
  BOOST_TEST(exporter::test::lines_with(exposed(exporter::http_metrics({"/metrics", "/"})), "http_request") ==
             R"(http_requests_total{code="200",path="/"} 0
http_requests_total{code="200",path="/metrics"} 0
http_requests_total{code="404",path="other"} 0
)");
}

BOOST_AUTO_TEST_CASE(answers_are_counted_by_path_and_status_and_unknown_paths_are_other) {
  exporter::http_metrics m({"/metrics"});
  m.connection_opened();
  m.connection_opened();
  m.connection_closed();
  m.connection_rejected();
  m.handler_failed();
  m.answered(0, 200, 250ms);
  m.answered(0, 200, 500ms);
  m.answered(0, 503, 1s);
  m.answered(static_cast<std::size_t>(-1), 400, 0s);
  m.answered(static_cast<std::size_t>(-1), 404, 0s);
  BOOST_TEST(exposed(m) ==
             R"(connections 1
connections_rejected_total 1
http_handler_failures_total 1
http_request_duration_seconds_sum{path="/metrics"} 1.75
http_request_duration_seconds_count{path="/metrics"} 3
http_request_duration_seconds_sum{path="other"} 0
http_request_duration_seconds_count{path="other"} 2
http_requests_total{code="200",path="/metrics"} 2
http_requests_total{code="400",path="other"} 1
http_requests_total{code="404",path="other"} 1
http_requests_total{code="503",path="/metrics"} 1
)");
}

BOOST_AUTO_TEST_CASE(each_status_that_the_server_sends_has_its_code_and_any_other_one_is_other) {
  exporter::http_metrics m({"/metrics"});
  const auto requests = [&] { return exporter::test::lines_with(exposed(m), "http_requests_total"); };
  std::string expected;
  for (const unsigned status : {200U, 400U, 404U, 405U, 408U, 413U, 414U, 431U, 500U, 501U, 503U, 505U}) {
    m.answered(0, status, 0s);
    expected += "http_requests_total{code=\"" + std::to_string(status) + "\",path=\"/metrics\"} 1\n";
    if (status == 404) expected += "http_requests_total{code=\"404\",path=\"other\"} 0\n";
  }
  BOOST_TEST(requests() == expected);
  for (const unsigned status : {0U, 99U, 100U, 204U, 418U, 600U}) m.answered(0, status, 0s);
  BOOST_TEST(requests() == expected + "http_requests_total{code=\"other\",path=\"/metrics\"} 6\n");
}

BOOST_AUTO_TEST_CASE(all_except_the_gauge_count_since_the_program_began_including_those_that_appear_later) {
  exporter::http_metrics m({"/metrics"});
  m.answered(0, 503, 1s);
  const auto families = exporter::test::gathered([&](auto& to) { m.append_families(to, since); });
  BOOST_TEST(!families.empty());
  for (const auto& family : families)
    for (const auto& sample : family.samples)
      BOOST_TEST((sample.created == since) == (family.type != metrics::metric_type::gauge), family.name);
}

BOOST_AUTO_TEST_SUITE_END()
