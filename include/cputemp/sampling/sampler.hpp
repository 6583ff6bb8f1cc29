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
  /// As stop(). The executor's context must not be running any more, or stop() have been called long before.
  ~sampler();
  sampler(const sampler&) = delete;
  sampler& operator=(const sampler&) = delete;

  /// Opens what it listens to, so that the right to do so can be given up when this returns.
  void start();

  /// Ends the sampling and every wait; what was published stays. From any thread.
  void stop();

  /// The newest snapshot, from any thread; null until the first sweep was published.
  std::shared_ptr<const snapshot> latest() const;

  /// The newest snapshot where it may be served now; null where a refresh has to be waited for. From any thread.
  std::shared_ptr<const snapshot> servable() const;

  /// A snapshot that may be served now: servable(), or else the one that a refresh gives, which is shared by all that
  /// ask for it. Waits no longer than settings::timeout and `deadline`, and then returns what there is: never a reading
  /// past its validity; null where no sweep was published yet, or the newest one is too old after stop(). From any
  /// executor.
  boost::asio::awaitable<std::shared_ptr<const snapshot>> fresh(boot_clock::time_point deadline);

 private:
  class impl;
  std::shared_ptr<impl> impl_;
};

}  // namespace cputemp::sampling
