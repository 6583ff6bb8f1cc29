#pragma once

#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <memory>
#include <optional>

#include "schedule/scheduler.hpp"
#include "threads/doorbell.hpp"

namespace cputemp::sampling {

/// A thread that reads devices, one at a time, in the order in which they were submitted.
class reader {
 public:
  /// Rings whenever nothing is left to do. Throws std::system_error where no thread is to be had.
  reader(std::shared_ptr<const hwmon::sensor_source>, std::shared_ptr<const doorbell>);
  /// The thread ends when its running read does, which may be never; nobody waits for it.
  ~reader();
  reader(const reader&) = delete;
  reader& operator=(const reader&) = delete;

  void submit(read_batch);

  /// What happened since the last report. With a `patience`, a read that has lasted longer than that is reported as
  /// stuck and the jobs behind it are withdrawn.
  reader_report report(boot_clock::time_point now, std::optional<boot_clock::duration> patience);

 private:
  struct state;
  std::shared_ptr<state> state_;
};

}  // namespace cputemp::sampling
