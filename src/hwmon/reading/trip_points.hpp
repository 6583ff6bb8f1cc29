#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::hwmon {

/// Whether a file in a zone's directory is the `trip_point_N_temp` or `trip_point_N_type` of one of its trip points.
bool is_trip_point_file(std::string_view file) noexcept;

/// The trip points of a thermal zone. They are read again and again, since thermald moves them.
class trip_point_files {
 public:
  /// Opens nothing. The description has to outlive this object.
  explicit trip_point_files(const device_description& zone);

  /// Those that could be read and that somebody set, by number.
  std::vector<trip_point> read() const;

 private:
  struct files {
    const std::string* temp = nullptr;  ///< path
    const std::string* type = nullptr;  ///< path; null where the kernel has none
  };
  std::map<unsigned, files> trips_;
};

}  // namespace cputemp::hwmon
