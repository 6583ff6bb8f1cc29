#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <map>
#include <string>
#include <vector>

namespace cputemp::hwmon {

/// The trip points of a thermal zone. They are read again and again, because thermald moves them.
class trip_point_files {
 public:
  /// Opens nothing. The description has to outlive this object.
  explicit trip_point_files(const device_description& zone);

  /// Reads the trip points that are set; those that can't be read are left out. Sorted by number.
  std::vector<trip_point> read() const;

 private:
  struct files {
    const std::string* temp = nullptr;  ///< path
    const std::string* type = nullptr;  ///< path; null if there is no such file
  };
  std::string zone_type_;
  std::map<unsigned, files> trips_;
};

}  // namespace cputemp::hwmon
