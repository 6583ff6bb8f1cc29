#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/sampling/notice.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "history/same_sensors.hpp"

namespace cputemp::sampling {

/// Counts the failed reads of one device, and remembers which of its sensors are failing.
class fault_ledger {
 public:
  explicit fault_ledger(std::size_t sensors) : episodes_(sensors) {}

  struct verdict {
    bool only_errors;  ///< and at least one
    bool gone;         ///< a sensor reported that the device was removed
  };
  /// Takes the inputs of one read and notes what changed. Ignores sensors that measure nothing.
  verdict take(const std::shared_ptr<const hwmon::device_description>&, const std::vector<hwmon::reading>& inputs,
               std::vector<notice>&);
  void count_timeout() { ++counts_[static_cast<std::size_t>(hwmon::fault_reason::timeout)]; }
  const error_counts& counts() const noexcept { return counts_; }

  /// The device has a new description.
  void carry_over(const sensor_origins& origins) { episodes_ = carried_over(episodes_, origins); }

 private:
  /// From the first failed reading to the next good one.
  struct episode {
    std::optional<hwmon::fault> fault;                      // the newest one
    std::array<bool, hwmon::fault_reason_count> counted{};  // the reasons that count once
  };
  /// Returns whether the episode begins with it.
  bool count(episode&, hwmon::fault);

  error_counts counts_{};
  std::vector<episode> episodes_;
};

}  // namespace cputemp::sampling
