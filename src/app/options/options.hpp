#pragma once

#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/http/server.hpp>
#include <cputemp/hwmon/sensor_kind.hpp>
#include <cputemp/hwmon/sensors_config.hpp>
#include <cputemp/sampling/settings.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "log/log.hpp"
#include "options/source_filter.hpp"

namespace cputemp::app {

/// All that can be set. The defaults stand here; --help shows them.
struct options {
  std::vector<std::string> listen_addresses = {":4000"};
  std::string telemetry_path = "/metrics";
  bool exporter_metrics = true;
  std::size_t threads = 1;
  http::server_settings web;

  std::filesystem::path sysfs;  // set from the machine if no source has it
  std::filesystem::path procfs = "/proc";
  sampling::settings sample;
  bool max_age_given = false;
  bool window_given = false;
  exporter::collector_set collect = exporter::all_collectors;
  std::set<hwmon::sensor_kind> kinds = {hwmon::sensor_kind::temp};
  source_filter filter;
  exporter::schema names = exporter::schema::native;
  std::shared_ptr<const hwmon::sensors_config> sensors;  // null: none

  bool once = false;
  std::filesystem::path output;                  // empty: none
  std::chrono::milliseconds output_interval{0};  // 0: write it once
  bool doctor = false;
  bool health = false;
  std::string health_url;  // empty: the first listen address
  bool demo = false;
  bool version = false;
  bool help = false;

  log_level level = log_level::info;
  log_format format = log_format::logfmt;

  bool in_kubernetes = false;         // by the environment
  std::vector<std::string> warnings;  // about sources that were read
};

/// Puts flags, environment and file together: per option the first of these that has it, else the default. Throws
/// usage_error.
options read_options(std::span<const std::string> arguments, std::span<const std::string> environment);

}  // namespace cputemp::app
