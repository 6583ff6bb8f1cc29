#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/metrics/histogram_value.hpp>
#include <cputemp/metrics/summary_value.hpp>
#include <cputemp/sampling/boot_clock.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::sampling {

/// Failed reads by hwmon::fault_reason.
using error_counts = std::array<std::uint64_t, hwmon::fault_reason_count>;

/// The lowest and highest reading of a sensor in the sliding window, in millidegrees Celsius.
struct extremes {
  std::int64_t lowest;
  std::int64_t highest;
  bool operator==(const extremes&) const = default;
};

/// The state of one device when a snapshot is published.
struct device_state {
  std::shared_ptr<const hwmon::device_description> description;
  /// Null until the first read has ended; parallel to description->sensors, as are the next two.
  std::shared_ptr<const std::vector<hwmon::sensor_details>> details;
  /// A reading that is past its validity is replaced by sensor_errc::not_read.
  /// A throttle count goes on when another CPU of the same core takes over from one that went offline.
  std::vector<hwmon::reading> inputs;
  /// As the driver gave them, if the operator's configuration computes some; otherwise empty.
  std::vector<hwmon::reading> raw_inputs = {};
  /// By sensor; empty if it is not a temperature of a chip or had no reading in the window. No element at all if
  /// nothing is sampled in the background.
  std::vector<std::optional<extremes>> window;
  /// Null while there are none that are still valid, as are the next two.
  std::shared_ptr<const std::vector<std::vector<hwmon::alarm>>> alarms;
  std::shared_ptr<const std::vector<hwmon::trip_point>> trips;
  std::shared_ptr<const hwmon::raw_attributes> attributes;
  /// The device is runtime-suspended and not woken.
  bool asleep = false;
  /// How long the last completed read took, and when it ended.
  std::optional<boot_clock::duration> read_duration;
  std::optional<boot_clock::time_point> read_ended;
  /// When the inputs stop being valid.
  boot_clock::time_point inputs_expire = boot_clock::time_point::min();
  /// False while a read outlasts its validity, or after one with errors only; empty until the first read.
  std::optional<bool> up;
  /// Of failed reads since `found`, which stays the same as long as the device is there.
  error_counts errors{};
  std::chrono::system_clock::time_point found{};
  /// When the first of the above stops being valid or leaves the window; time_point::max() if nothing does.
  boot_clock::time_point expires = boot_clock::time_point::max();
};

/// A reading and the sensor that it comes from.
struct cpu_temperature {
  std::int64_t millidegrees;
  const device_state* device;  ///< in the snapshot; has details
  std::size_t sensor;          ///< index into device->inputs
};

/// The history of a CPU package since it was found, between the scrapes too.
struct package_history {
  struct time_above {
    std::string threshold;  ///< `max`, `crit`, or degrees Celsius: `85`
    double seconds;
    bool operator==(const time_above&) const = default;
  };
  std::string package;  ///< its number, or its chip if that is unknown
  /// The device that its temperature was last read from; in the snapshot or an earlier one.
  hwmon::device_class source;
  metrics::histogram_value distribution;  ///< of all samples, in degrees Celsius
  std::vector<time_above> above;          ///< sorted by threshold
  std::chrono::system_clock::time_point found{};
};

/// All that a scrape needs, immutable from its publication on.
struct snapshot {
  std::uint64_t sequence = 0;
  std::chrono::system_clock::time_point started;  ///< when the sampling, and with it every count, began
  std::chrono::system_clock::time_point taken;    ///< when the newest sweep in it was published
  /// From then on a scrape must ask the sampler for a newer one: something in this one has expired, or it is older
  /// than `max_age` allows.
  boot_clock::time_point serve_until;
  std::vector<std::shared_ptr<const device_state>> devices;  ///< sorted by description->id
  /// Only sensors with is_chosen_cpu are the CPU's.
  bool cpu_is_chosen = false;
  /// The CPU's temperature, by hottest_cpu_package; cpu_temperature_celsius shows it. Decided once, here.
  std::optional<cpu_temperature> headline;
  std::uint64_t sweeps = 0;
  std::uint64_t overruns = 0;  ///< ticks at which a device was still being read; one that hangs counts once
  metrics::histogram_value sweep_duration_seconds;
  /// Of the headline in degrees Celsius; null before the first sample, and if nothing is sampled in the background.
  std::shared_ptr<const metrics::summary_value> cpu_window;
  /// Sorted by package; null if nothing is sampled in the background.
  std::shared_ptr<const std::vector<package_history>> packages;
  /// Devices that came or went are not known: looking for them hangs.
  bool discovery_hung = false;
  /// The places that the last discovery could not look into.
  std::shared_ptr<const std::vector<hwmon::problem>> problems;
  /// The cores of the CPU by the last discovery; the same object until they change.
  std::shared_ptr<const std::vector<hwmon::cpu_core>> cores;
};

}  // namespace cputemp::sampling
