#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/sampling/sampler.hpp>

#include <atomic>
#include <memory>
#include <string>

#include "daemon/encoder_thread.hpp"

namespace cputemp::app {

/// What the endpoints answer from; outlives the server.
struct service_state {
  sampling::sampler& sampler;
  exporter::exposition& exposition;
  sampling::boot_clock::duration sample_timeout;
  exporter::collector_set collectors;                 ///< that a scrape can ask for
  std::shared_ptr<const std::string> page = nullptr;  ///< with links to the other endpoints
  std::atomic<bool> ending{false};
  encoder_thread encoding{collectors};
};

}  // namespace cputemp::app
