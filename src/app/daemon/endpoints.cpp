#include "daemon/endpoints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

#include "daemon/metrics_endpoint.hpp"
#include "endpoint_table.hpp"

namespace cputemp::app {
namespace {

std::shared_ptr<const std::string> share(std::string_view s) { return std::make_shared<const std::string>(s); }

http::answering answer_page(service_state& state, const http::request&) {
  return http::response{.content_type = "text/html; charset=utf-8", .body = state.page};
}

http::answering answer_healthy(service_state&, const http::request&) {
  static const auto body = share("cpu_temp_exporter is healthy.\n");
  return http::response{.body = body};
}

http::answering answer_ready(service_state& state, const http::request&) {
  static const auto yes = share("cpu_temp_exporter is ready.\n");
  static const auto no = share("cpu_temp_exporter is not ready.\n");
  const bool ready = !state.ending && state.sampler.latest();
  return ready ? http::response{.body = yes} : http::response{.status = 503, .body = no};
}

constexpr std::array endpoint_rows = {
    endpoint_row{"", "Metrics", answer_metrics},
    endpoint_row{"/", "", answer_page},
    endpoint_row{"/-/healthy", "Healthy?", answer_healthy},
    endpoint_row{"/-/ready", "Ready?", answer_ready},
};

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

std::string page(const std::vector<std::string>& paths) {
  std::string links;
  for (std::size_t i = 0; i < endpoint_rows.size(); ++i)
    if (!endpoint_rows[i].link.empty())
      links += fmt::format("<li><a href=\"{}\">{}</a></li>\n", escape_html(paths[i]), endpoint_rows[i].link);
  return fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>cpu_temp_exporter</title></head>
<body>
<h1>cpu_temp_exporter</h1>
<p>The temperatures of this host, for Prometheus.</p>
<ul>
{}</ul>
</body>
</html>
)",
                     links);
}

}  // namespace

std::span<const endpoint_row> endpoint_table() { return endpoint_rows; }

bool is_reserved_path(std::string_view path) {
  return path.starts_with("/-/") || std::ranges::find(endpoint_rows, path, &endpoint_row::path) != endpoint_rows.end();
}

std::vector<std::string> endpoint_paths(const std::string& telemetry_path) {
  std::vector<std::string> paths;
  paths.reserve(endpoint_rows.size());
  for (const auto& row : endpoint_rows) paths.emplace_back(row.path.empty() ? telemetry_path : row.path);
  return paths;
}

std::vector<http::endpoint> endpoints(service_state& state, const std::string& telemetry_path) {
  const auto paths = endpoint_paths(telemetry_path);
  state.page = share(page(paths));
  std::vector<http::endpoint> result;
  for (std::size_t i = 0; i < endpoint_rows.size(); ++i)
    result.push_back(
        {paths[i], [&state, answer = endpoint_rows[i].answer](const http::request& r) { return answer(state, r); }});
  return result;
}

}  // namespace cputemp::app
