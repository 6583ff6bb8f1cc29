#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/metrics/family.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace cputemp::sampling {

/// Ages and deadlines are told by this clock; a jump of the wall clock changes nothing.
using steady_clock = std::chrono::steady_clock;

/// Failed reads by hwmon::fault_reason.
using error_counts = std::array<std::uint64_t, hwmon::fault_reason_count>;

/// What is known of one device when a snapshot is published.
struct device_state {
  std::shared_ptr<const hwmon::device_description> description;
  /// Null until the first read has ended; parallel to description->sensors, as are the next two.
  std::shared_ptr<const std::vector<hwmon::sensor_details>> details;
  /// A reading that is past its validity is replaced by sensor_errc::not_read.
  std::vector<hwmon::reading> inputs;
  /// Null while there are none that are still valid.
  std::shared_ptr<const std::vector<std::vector<hwmon::alarm>>> alarms;
  /// How long the last completed read took.
  std::optional<steady_clock::duration> read_duration;
  /// False while a read outlasts its validity, or when the last one gave nothing but errors; empty until one is known.
  std::optional<bool> up;
  error_counts errors{};
  /// When the first of `inputs` and `alarms` stops being valid; time_point::max() where nothing is.
  steady_clock::time_point expires = steady_clock::time_point::max();
};

/// All that a scrape needs, immutable from its publication on.
struct snapshot {
  std::uint64_t sequence = 0;
  std::chrono::system_clock::time_point taken;  ///< when the newest sweep in it was published
  /// From then on a scrape must ask the sampler for a newer one: something in this one has expired, or it is older
  /// than `max_age` allows.
  steady_clock::time_point serve_until;
  std::vector<std::shared_ptr<const device_state>> devices;  ///< sorted by description->id
  std::uint64_t sweeps = 0;
  std::uint64_t overruns = 0;  ///< ticks at which a device was still being read; one that hangs counts once
  metrics::histogram_value sweep_duration_seconds;
};

}  // namespace cputemp::sampling
