#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>
#include <cputemp/sampling/snapshot.hpp>

#include <cstddef>
#include <optional>
#include <vector>

#include "history/same_sensors.hpp"
#include "history/sliding_extremes.hpp"
#include "history/time_slices.hpp"

namespace cputemp::sampling {

/// The extremes of a chip's temperatures in the sliding window. Keeps none of other devices and sensors.
class device_extremes {
 public:
  device_extremes(const hwmon::device_description&, const time_slices&);

  /// The device has a new description.
  void carry_over(const hwmon::device_description& now, const sensor_origins&);
  void observe(const std::vector<hwmon::reading>&, boot_clock::time_point);

  struct published {
    std::vector<std::optional<extremes>> window;  ///< by sensor
    boot_clock::time_point expires;               ///< when the first of them leaves the window
  };
  published value(boot_clock::time_point now) const;

 private:
  struct tracked {
    std::size_t sensor;
    sliding_extremes values;
  };
  static std::vector<tracked> to_track(const hwmon::device_description&);

  time_slices slices_;
  std::size_t sensors_;
  std::vector<tracked> tracked_;
};

}  // namespace cputemp::sampling
