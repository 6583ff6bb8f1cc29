#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/sampling/boot_clock.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace cputemp::sampling {

/// Names a device for as long as it is there; never used again.
using device_token = std::uint64_t;
using reader_id = std::uint64_t;

/// One read to be done.
struct read_job {
  device_token device;
  std::shared_ptr<const hwmon::device_description> description;
  hwmon::read_scope scope;
};

/// Reads for one reader, to be done in this order.
struct read_batch {
  reader_id reader;
  std::vector<read_job> jobs;
  std::vector<device_token> released;  ///< devices whose files this reader need not keep open any more
};

/// A read that has ended.
struct finished_read {
  device_token device;
  boot_clock::time_point began;
  boot_clock::time_point ended;
  hwmon::readout readout;
};

/// The state of a reader: what it has finished since the last report, and what it is reading.
struct reader_report {
  struct running {
    device_token device;
    boot_clock::time_point began;
  };
  std::vector<finished_read> finished;
  std::optional<running> current;
  /// The current read has lasted longer than `patience`, and the jobs behind it were withdrawn for that.
  bool stuck = false;
  std::vector<read_job> withdrawn;  ///< the jobs that waited behind it
};

}  // namespace cputemp::sampling
