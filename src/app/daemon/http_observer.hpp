#pragma once

#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/server.hpp>

#include "log/change_log.hpp"

namespace cputemp::app {

/// Turns what the HTTP server reports into metrics and log lines.
class http_observer final : public http::server_observer {
 public:
  http_observer(exporter::http_metrics& metrics, change_log& log) : metrics_(metrics), log_(log) {}

  void answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept override {
    metrics_.answered(endpoint, status, taken);
  }
  void connection_opened() noexcept override { metrics_.connection_opened(); }
  void connection_closed() noexcept override { metrics_.connection_closed(); }
  void connection_rejected() noexcept override { metrics_.connection_rejected(); }
  void accept_failing(const boost::system::error_code& error) noexcept override {
    log_.write("accepting", {log_level::warn, "cannot accept connections", {{"err", error.message()}}});
  }
  void accept_recovered() noexcept override {
    log_.write("accepting", {log_level::info, "accepting connections again"});
  }
  void handler_failed(std::string_view what) noexcept override {
    metrics_.handler_failed();
    log_.write("requests", {log_level::error, "internal error while handling a request", {{"err", std::string(what)}}});
  }

 private:
  exporter::http_metrics& metrics_;
  change_log& log_;
};

}  // namespace cputemp::app
