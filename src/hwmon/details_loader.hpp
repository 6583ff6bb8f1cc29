#pragma once

#include <cputemp/hwmon/device.hpp>

#include <memory>
#include <vector>

namespace cputemp::hwmon {

/// Reads labels and limits of a device, each of them once: some drivers send the device a command for each.
class details_loader {
 public:
  /// Reads nothing yet. The description has to outlive this object.
  explicit details_loader(const device_description&);

  /// Reads what has not been read, or failed for a reason that may pass. A new object if anything new came of it.
  const std::shared_ptr<const std::vector<sensor_details>>& load();

 private:
  struct pending {
    std::size_t sensor;
    const attribute* file;
  };

  /// Whether the file has to be read again.
  bool load(const pending&);
  void publish();

  const device_description& device_;
  std::vector<pending> pending_;
  bool changed_ = true;
  std::vector<sensor_details> loaded_;
  std::shared_ptr<const std::vector<sensor_details>> published_;
};

}  // namespace cputemp::hwmon
