#include "daemon/metrics_formats.hpp"

#include "scrapers.hpp"

#include <boost/test/unit_test.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>

using namespace cputemp;
using namespace cputemp::app;
using namespace cputemp::app::test;

namespace {

class fields final : public http::header_fields {
 public:
  explicit fields(std::map<std::string_view, std::string_view> all) : all_(std::move(all)) {}
  std::string_view find(std::string_view name) const override {
    const auto found = all_.find(name);
    return found == all_.end() ? std::string_view() : found->second;
  }
  void visit(std::string_view name, const std::function<void(std::string_view)>& visitor) const override {
    if (all_.contains(name)) visitor(all_.at(name));
  }

 private:
  std::map<std::string_view, std::string_view> all_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(metrics_formats_suite)

BOOST_AUTO_TEST_CASE(the_format_and_its_content_type_are_what_a_scraper_asks_for) {
  using enum exporter::exposition_format;
  constexpr std::string_view text_type = "text/plain; version=0.0.4; charset=utf-8";
  constexpr std::string_view openmetrics_type = "application/openmetrics-text; version=1.0.0; charset=utf-8";
  constexpr std::string_view openmetrics_0_0_1_type = "application/openmetrics-text; version=0.0.1; charset=utf-8";
  constexpr std::string_view protobuf_type =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";
  struct row {
    std::string_view accept;
    exporter::exposition_format format;
    std::string content_type;
  };
  const row rows[] = {
      {"", text, std::string(text_type)},
      {"*/*", text, std::string(text_type)},
      {"text/html,application/xhtml+xml,*/*;q=0.8", text, std::string(text_type)},
      {vmagent, text, std::string(text_type)},
      {prometheus_2_42, openmetrics, std::string(openmetrics_type)},
      {prometheus_2_42_with_native_histograms, protobuf, std::string(protobuf_type)},
      {prometheus_3, openmetrics, std::string(openmetrics_type) + "; escaping=allow-utf-8"},
      {"application/openmetrics-text", openmetrics, std::string(openmetrics_0_0_1_type)},
      {"application/openmetrics-text;version=2.0.0", text, std::string(text_type)},
      {"application/vnd.google.protobuf", text, std::string(text_type)},
      {"application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=text", text,
       std::string(text_type)},
      {"text/plain;version=1.0.0", text, std::string(text_type)},
      {"text/plain;escaping=underscores", text, std::string(text_type) + "; escaping=underscores"},
      {"text/plain;escaping=dots", text, std::string(text_type) + "; escaping=dots"},
      {"text/plain;escaping=values", text, std::string(text_type) + "; escaping=values"},
      {"text/plain;escaping=none", text, std::string(text_type)},
      {"text/plain,application/json;escaping=dots;q=0.5", text, std::string(text_type)},
  };
  for (const auto& [accept, format, content_type] : rows) {
    BOOST_TEST_CONTEXT(accept) {
      const auto chosen = accept.empty() ? format_for(fields({})) : format_for(fields({{"Accept", accept}}));
      BOOST_TEST((chosen.format == format));
      BOOST_TEST(chosen.content_type == content_type);
      BOOST_TEST(!chosen.compressed);
    }
  }
}

BOOST_AUTO_TEST_CASE(it_is_compressed_where_the_scraper_takes_that) {
  for (const auto& [accepted, compressed] : {std::pair{"gzip", true}, {"gzip, deflate", true}, {"gzip;q=0", false}}) {
    const auto chosen = format_for(fields({{"Accept", prometheus_2_42}, {"Accept-Encoding", accepted}}));
    BOOST_TEST(chosen.compressed == compressed, accepted);
    BOOST_TEST((chosen.format == exporter::exposition_format::openmetrics));
  }
}

BOOST_AUTO_TEST_SUITE_END()
