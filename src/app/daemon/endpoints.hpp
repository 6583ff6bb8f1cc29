#pragma once

#include <cputemp/http/server.hpp>

#include <string>
#include <vector>

#include "daemon/service_state.hpp"

namespace cputemp::app {

/// The paths of endpoints(), in its order.
std::vector<std::string> endpoint_paths(const std::string& telemetry_path);

/// The endpoint table for the server. Sets the page of the state.
std::vector<http::endpoint> endpoints(service_state&, const std::string& telemetry_path);

}  // namespace cputemp::app
