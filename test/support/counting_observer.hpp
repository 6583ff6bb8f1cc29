#pragma once

#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/server.hpp>

#include <boost/system/error_code.hpp>

#include <chrono>
#include <cstddef>

namespace cputemp::test {

/// Counts what the server reports, as the daemon does. Ignores the reason of a failed handler.
class counting_observer : public http::server_observer {
 public:
  explicit counting_observer(exporter::http_metrics& metrics) : metrics_(metrics) {}
  void answered(std::size_t endpoint, unsigned status, std::chrono::steady_clock::duration taken) noexcept override {
    metrics_.answered(endpoint, status, taken);
  }
  void connection_opened() noexcept override { metrics_.connection_opened(); }
  void connection_closed() noexcept override { metrics_.connection_closed(); }
  void connection_rejected() noexcept override { metrics_.connection_rejected(); }
  void accept_failing(const boost::system::error_code&) noexcept override {}
  void accept_recovered() noexcept override {}

 protected:
  exporter::http_metrics& metrics() noexcept { return metrics_; }

 private:
  exporter::http_metrics& metrics_;
};

}  // namespace cputemp::test
