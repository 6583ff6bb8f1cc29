#pragma once

#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/sampling/boot_clock.hpp>

#include <memory>
#include <optional>

#include "schedule/read_work.hpp"
#include "threads/doorbell.hpp"

namespace cputemp::sampling {

/// A thread that reads devices, one at a time, in the order in which they were submitted.
class reader_thread {
 public:
  /// Rings whenever nothing is left to do. Throws std::system_error if no thread can be started.
  reader_thread(std::shared_ptr<const hwmon::sensor_source>, std::shared_ptr<const doorbell>);
  /// The thread ends when its running read does, which may be never. Does not wait for it.
  ~reader_thread();
  reader_thread(const reader_thread&) = delete;
  reader_thread& operator=(const reader_thread&) = delete;

  void submit(read_batch);

  /// Reports what happened since the last report. With a `patience`, a read that has lasted longer than that is
  /// reported as stuck and the jobs behind it are withdrawn.
  reader_report report(boot_clock::time_point now, std::optional<boot_clock::duration> patience);

 private:
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace cputemp::sampling
