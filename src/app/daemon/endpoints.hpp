#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/http/server.hpp>
#include <cputemp/sampling/sampler.hpp>

#include <atomic>
#include <string>
#include <vector>

#include "daemon/encoder_thread.hpp"

namespace cputemp::app {

/// What the endpoints answer from; outlives the server.
struct service_state {
  sampling::sampler& sampler;
  exporter::exposition& exposition;
  sampling::boot_clock::duration sample_timeout;
  exporter::collector_set collectors;  ///< that a scrape can ask for
  std::atomic<bool> ending{false};
  encoder_thread encoding = {};
};

/// The paths of endpoints(), in its order.
std::vector<std::string> endpoint_paths(const std::string& telemetry_path);

std::vector<http::endpoint> endpoints(service_state&, const std::string& telemetry_path);

}  // namespace cputemp::app
