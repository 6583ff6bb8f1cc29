#pragma once

#include <cputemp/exporter/exposition.hpp>
#include <cputemp/exporter/exposition_settings.hpp>
#include <cputemp/exporter/http_metrics.hpp>
#include <cputemp/http/server.hpp>
#include <cputemp/sampling/sampler.hpp>

#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "daemon/endpoints.hpp"
#include "support/counting_observer.hpp"

namespace cputemp::app::test {

/// Keeps what failed, too.
class keeping_observer final : public cputemp::test::counting_observer {
 public:
  using counting_observer::counting_observer;
  void handler_failed(std::string_view what) noexcept override;

  std::vector<std::string> failures() const;

 private:
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
  keeping_observer observer_;
  http::server server_;
  std::string address_;
  std::atomic<bool> is_over_{false};
  std::thread thread_;
};

}  // namespace cputemp::app::test
