#pragma once

#include <cputemp/http/server.hpp>

#include <span>
#include <string_view>

namespace cputemp::app {

struct service_state;

/// One endpoint. The server's paths, the links on the page and the paths that --web.telemetry-path can't take all
/// follow from the table.
struct endpoint_row {
  std::string_view path;  ///< empty: that of --web.telemetry-path
  std::string_view link;  ///< its text on the page; empty if the page has no link to it
  http::answering (*answer)(service_state&, const http::request&);
};

std::span<const endpoint_row> endpoint_table();

/// Whether a path is in the table or kept for what may come to stand beside /-/healthy.
bool is_reserved_path(std::string_view);

}  // namespace cputemp::app
