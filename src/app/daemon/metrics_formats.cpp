#include "daemon/metrics_formats.hpp"

#include <cputemp/http/negotiation.hpp>
#include <cputemp/metrics/openmetrics_encoder.hpp>
#include <cputemp/metrics/protobuf_encoder.hpp>
#include <cputemp/metrics/text_encoder.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace cputemp::app {
namespace {

using exporter::exposition_format;
using http::media_parameter;

constexpr std::array text_version = {media_parameter{"version", "0.0.4"}};
constexpr std::array openmetrics_1_0_0 = {media_parameter{"version", "1.0.0"}};
constexpr std::array openmetrics_0_0_1 = {media_parameter{"version", "0.0.1"}};
constexpr std::array delimited_families = {media_parameter{"proto", "io.prometheus.client.MetricFamily"},
                                           media_parameter{"encoding", "delimited"}};

struct format_entry {
  http::media_offer offer;
  exposition_format format;
  std::string_view content_type;
};

/// The first one is what a client gets that asks for nothing in particular.
constexpr std::array<format_entry, 4> formats = {{
    {{.type = "text/plain", .implied = text_version}, exposition_format::text, metrics::text_content_type},
    {{.type = "application/openmetrics-text", .needed = openmetrics_1_0_0},
     exposition_format::openmetrics,
     metrics::openmetrics_1_0_0_content_type},
    {{.type = "application/openmetrics-text", .implied = openmetrics_0_0_1},
     exposition_format::openmetrics,
     metrics::openmetrics_0_0_1_content_type},
    {{.type = "application/vnd.google.protobuf", .needed = delimited_families},
     exposition_format::protobuf,
     metrics::protobuf_content_type},
}};

constexpr auto offers = [] {
  std::array<http::media_offer, formats.size()> result;
  std::ranges::transform(formats, result.begin(), &format_entry::offer);
  return result;
}();

/// The schemes of Prometheus 3 (prometheus.io/docs/instrumenting/escaping_schemes). The empty one stands for all that
/// are none.
constexpr std::array<std::string_view, 5> escaping_schemes = {"", "allow-utf-8", "underscores", "dots", "values"};

using content_types = std::array<std::array<std::string, escaping_schemes.size()>, formats.size()>;

content_types make_content_types() {
  content_types result;
  for (std::size_t f = 0; f < formats.size(); ++f)
    for (std::size_t s = 0; s < escaping_schemes.size(); ++s) {
      result[f][s] = formats[f].content_type;
      if (!escaping_schemes[s].empty()) result[f][s].append("; escaping=").append(escaping_schemes[s]);
    }
  return result;
}

std::size_t place_of_scheme(std::string_view name) {
  const auto* const found = std::ranges::find(escaping_schemes, name);
  return found == escaping_schemes.end() ? 0 : static_cast<std::size_t>(found - escaping_schemes.begin());
}

}  // namespace

scrape_format format_for(const http::header_fields& fields) {
  static const auto content_type = make_content_types();
  const auto [offer, range] = http::choose_media_type(fields, offers);
  return {.format = formats[offer].format,
          .compressed = http::choose_content_coding(fields) == http::content_coding::gzip,
          .content_type = content_type[offer][place_of_scheme(http::parameter_of(range, "escaping"))]};
}

}  // namespace cputemp::app
