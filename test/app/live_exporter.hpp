#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/server.hpp>
#include <cputemp/sampling/sampler.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "endpoints.hpp"

namespace cputemp::app::test {

/// Counts what the server tells, as the daemon does, and keeps what failed.
class counting_observer final : public http::server_observer {
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
  void handler_failed(std::string_view what) noexcept override;

  std::vector<std::string> failures() const;

 private:
  exporter::http_metrics& metrics_;
  mutable std::mutex mutex_;
  std::vector<std::string> failures_;
};

/// All of the daemon between a chip and a socket, with one I/O thread: a chip with that many sensors is read once, and
/// the snapshot of that lasts.
class live_exporter {
 public:
  explicit live_exporter(std::size_t sensors, exporter::exposition_settings = {});
  live_exporter(const live_exporter&) = delete;
  live_exporter& operator=(const live_exporter&) = delete;
  ~live_exporter();

  const std::string& address() const { return address_; }
  std::vector<std::string> failures() const { return observer_.failures(); }

  /// As SIGTERM does.
  void drain();
  /// Whether the I/O thread has run out of work after that.
  bool is_over_within(std::chrono::milliseconds limit) const;

 private:
  boost::asio::io_context context_{1};
  sampling::sampler sampler_;
  exporter::http_metrics metrics_;
  exporter::exposition exposition_;
  service_state state_;
  counting_observer observer_;
  http::server server_;
  std::string address_;
  std::atomic<bool> is_over_{false};
  std::thread thread_;
};

}  // namespace cputemp::app::test
