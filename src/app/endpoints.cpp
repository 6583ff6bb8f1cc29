#include "endpoints.hpp"

#include <cputemp/metrics/text_encoder.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <memory>
#include <optional>
#include <string_view>

#include "collect_query.hpp"

namespace cputemp::app {
namespace {

namespace asio = boost::asio;
using sampling::boot_clock;

http::response text(unsigned status, std::shared_ptr<const std::string> body) {
  return {.status = status, .body = std::move(body)};
}

std::shared_ptr<const std::string> share(std::string_view s) { return std::make_shared<const std::string>(s); }

/// Prometheus says how long it will wait; empty where a request does not say, or says nonsense.
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

asio::awaitable<http::response> answer_metrics(service_state& state, const http::request& request) {
  static const auto not_yet = share("No sensor has been read yet; try again in a moment.\n");
  const auto collectors = collectors_of_query(request.query, state.collectors);
  if (!collectors) co_return text(400, share(collectors.error().message));
  const auto snapshot = co_await state.sampler.fresh(scrape_deadline(request, state.sample_timeout));
  if (!snapshot) co_return text(503, not_yet);
  co_return http::response{.content_type = metrics::text_content_type,
                           .body = state.exposition.make(snapshot, {*collectors})};
}

http::response answer_healthy() {
  static const auto body = share("cpu_temp_exporter is healthy.\n");
  return text(200, body);
}

http::response answer_ready(const service_state& state) {
  static const auto yes = share("cpu_temp_exporter is ready.\n");
  static const auto no = share("cpu_temp_exporter is not ready.\n");
  const bool ready = !state.ending && state.sampler.latest();
  return ready ? text(200, yes) : text(503, no);
}

std::string escape_html(std::string_view path) {
  std::string out;
  for (const char c : path) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string page(std::string_view telemetry_path) {
  return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>cpu_temp_exporter</title></head>
<body>
<h1>cpu_temp_exporter</h1>
<p>The temperatures of this host, for Prometheus.</p>
<ul>
<li><a href="{}">Metrics</a></li>
<li><a href="/-/healthy">Healthy?</a></li>
<li><a href="/-/ready">Ready?</a></li>
</ul>
</body>
</html>
)",
                     escape_html(telemetry_path));
}

http::response answer_page(std::shared_ptr<const std::string> body) {
  return http::response{.content_type = "text/html; charset=utf-8", .body = body};
}

}  // namespace

std::vector<std::string> endpoint_paths(const std::string& telemetry_path) {
  return {telemetry_path, "/", "/-/healthy", "/-/ready"};
}

std::vector<http::endpoint> endpoints(service_state& state, const std::string& telemetry_path) {
  using request = http::request;
  const auto paths = endpoint_paths(telemetry_path);
  return {{paths[0], [&state](const request& r) { return answer_metrics(state, r); }},
          {paths[1], [body = share(page(telemetry_path))](const request&) { return answer_page(body); }},
          {paths[2], [](const request&) { return answer_healthy(); }},
          {paths[3], [&state](const request&) { return answer_ready(state); }}};
}

}  // namespace cputemp::app
