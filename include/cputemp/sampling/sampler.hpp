#pragma once

#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/sampling/notice.hpp>
#include <cputemp/sampling/settings.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <memory>

namespace cputemp::sampling {

/// Reads the devices of a source in the background and publishes what it finds. A strand owns all its state; reads
/// happen on threads of their own, so that nothing here ever blocks.
class sampler {
 public:
  /// Notices are delivered on the strand, which runs on `executor`. Nothing happens before start().
  sampler(const boost::asio::any_io_executor& executor, std::shared_ptr<const hwmon::sensor_source>, const settings&,
          notice_sink);
  /// Calls stop(). Either the executor's context has ended, or stop() was called long before.
  ~sampler();
  sampler(const sampler&) = delete;
  sampler& operator=(const sampler&) = delete;

  /// Opens the socket that it listens to before it returns: the caller may drop privileges after it.
  void start();

  /// Ends the sampling and every wait; the published snapshot stays. From any thread.
  void stop();

  /// The newest snapshot, from any thread; null until the first sweep was published.
  std::shared_ptr<const snapshot> latest() const;

  /// The newest snapshot if it may be served now; null if a refresh has to be awaited. From any thread.
  std::shared_ptr<const snapshot> servable() const;

  /// Returns a snapshot that may be served now: servable(), or else the result of a refresh, which all that wait share.
  /// Waits no longer than settings::timeout and `deadline`, then returns the newest one, never with a reading past its
  /// validity; null if no sweep was published yet, or after stop() the newest one is too old. From any executor.
  boost::asio::awaitable<std::shared_ptr<const snapshot>> fresh(boot_clock::time_point deadline);

 private:
  class impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace cputemp::sampling
