#pragma once

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace cputemp::hwmon {

/// Reads one device. Each call may block for as long as the driver does; calls never overlap. All calls and the
/// destructor belong to one thread, because its private descriptor table may hold the files; construction may happen
/// elsewhere.
class device_reader {
 public:
  virtual ~device_reader() = default;
  /// The first call also opens the files and reads labels and limits.
  virtual readout read(read_scope) = 0;
  /// Returns the number in another file of the device, such as `fan1_div`, also of sensors that are not in its
  /// description; nothing if there is none. Only for a device that the last read() found awake.
  virtual std::optional<std::int64_t> read_file(const std::string& /*name*/) { return std::nullopt; }
};

/// Lists and reads devices. Both functions may be called from any thread, also at the same time.
class sensor_source {
 public:
  virtual ~sensor_source() = default;
  /// Lists the devices. May block on the file system, but asks no device.
  virtual inventory discover() const = 0;
  /// Returns a reader, never null, of a device that discover() listed, under whatever name. Opens nothing yet.
  virtual std::unique_ptr<device_reader> reader(std::shared_ptr<const device_description>) const = 0;
};

}  // namespace cputemp::hwmon
