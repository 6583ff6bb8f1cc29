#include "daemon/endpoints.hpp"

#include <fmt/format.h>

#include <memory>
#include <string_view>
#include <utility>

#include "daemon/metrics_endpoint.hpp"

namespace cputemp::app {
namespace {

http::response text(unsigned status, std::shared_ptr<const std::string> body) {
  return {.status = status, .body = std::move(body)};
}

std::shared_ptr<const std::string> share(std::string_view s) { return std::make_shared<const std::string>(s); }

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
