#include "daemon/metrics_endpoint.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/collect_query.hpp"
#include "daemon/metrics_formats.hpp"

namespace cputemp::app {
namespace {

namespace asio = boost::asio;
using sampling::boot_clock;

constexpr std::string_view plain_fields = "Vary: Accept, Accept-Encoding\r\n";
constexpr std::string_view gzip_fields = "Content-Encoding: gzip\r\nVary: Accept, Accept-Encoding\r\n";
constexpr std::string_view retry_fields = "Retry-After: 1\r\nVary: Accept, Accept-Encoding\r\n";

http::response words(unsigned status, std::string_view text) {
  return {.status = status, .body = std::make_shared<const std::string>(text), .fields = plain_fields};
}

/// The encoder has too much to do. A part of the metrics is not worth that others wait for it.
http::response try_again() {
  auto response = words(503, "Too many parts of the metrics are asked for at once; try again in a second.\n");
  response.fields = retry_fields;
  return response;
}

http::response exposed(exporter::body_pointer body, const scrape_format& in) {
  return {
      .content_type = in.content_type, .body = std::move(body), .fields = in.compressed ? gzip_fields : plain_fields};
}

/// How long Prometheus will wait; empty if the request does not say, or says nonsense.
std::optional<boot_clock::duration> scrape_timeout(const http::request& request) {
  constexpr double longest_seconds = 3600;
  const auto field = request.fields.find("X-Prometheus-Scrape-Timeout-Seconds");
  double seconds = 0;
  const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), seconds);
  if (error != std::errc{} || end != field.data() + field.size() || !(seconds > 0)) return std::nullopt;
  return std::chrono::duration_cast<boot_clock::duration>(
      std::chrono::duration<double>(std::min(seconds, longest_seconds)));
}

/// The longest a scrape may wait: --sample.timeout, and never past Prometheus' own limit less 10 %.
boot_clock::time_point scrape_deadline(const http::request& request, boot_clock::duration timeout) {
  if (const auto limit = scrape_timeout(request)) timeout = std::min(timeout, *limit * 9 / 10);
  const auto waited = std::chrono::steady_clock::now() - request.received;
  return boot_clock::now() + timeout - waited;
}

asio::awaitable<http::response> answer_later(service_state& state, exporter::exposition_request wanted,
                                             scrape_format format, boot_clock::time_point deadline) {
  const auto snapshot = co_await state.sampler.fresh(deadline);
  if (!snapshot) co_return words(503, "No sensor has been read yet; try again in a moment.\n");
  auto body = state.exposition.at_once(snapshot, wanted);
  if (!body) body = co_await state.encoding.make(state.exposition, snapshot, wanted);
  co_return body ? exposed(std::move(body), format) : try_again();
}

}  // namespace

http::answering answer_metrics(service_state& state, const http::request& request) {
  const auto collectors = collectors_of_query(request.query, state.collectors);
  if (!collectors) return words(400, collectors.error().message);
  const auto format = format_for(request.fields);
  const exporter::exposition_request wanted{
      .collectors = *collectors, .format = format.format, .compressed = format.compressed};
  if (const auto snapshot = state.sampler.servable())
    if (auto body = state.exposition.at_once(snapshot, wanted)) return exposed(std::move(body), format);
  return answer_later(state, wanted, format, scrape_deadline(request, state.sample_timeout));
}

}  // namespace cputemp::app
