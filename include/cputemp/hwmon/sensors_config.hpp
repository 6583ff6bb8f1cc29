#pragma once

#include <cputemp/hwmon/sensor_source.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace cputemp::hwmon {

// What the operator knows better than the drivers, in the format of libsensors (sensors.conf(5)): `chip`, `bus`,
// `label`, `ignore`, `compute` and `set`.

/// Names the file and the line, what is wrong there and what is expected.
struct sensors_config_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class sensors_config;

/// Reads files, and the files `*.conf` of directories, in this order; a later line wins over an earlier one, as in
/// libsensors. Throws sensors_config_error.
std::shared_ptr<const sensors_config> read_sensors_config(const std::vector<std::filesystem::path>&);

/// The same of a text that stands for the file of that name.
std::shared_ptr<const sensors_config> parse_sensors_config(std::string_view text, const std::string& file_name);

/// What the lines do to the chips of an inventory, a line each (`FILE:LINE: ignores temp3 of platform_nct6775_656`), in
/// the order of the lines.
struct sensors_config_effects {
  std::vector<std::string> done;
  std::vector<std::string> mistaken;   ///< about what none of their chips has
  std::vector<std::string> overruled;  ///< do nothing, because another line counts or because the sensor is not read
  std::vector<std::string> unmatched;  ///< chip lines that no chip matches
};
sensors_config_effects effects_of(const sensors_config&, const inventory&);

using effects_listener = std::function<void(const sensors_config_effects&)>;

/// Shows a source as the configuration says: ignored sensors are not there, and are never read; readings and limits are
/// computed, labels and limits replaced. What the driver said stays in readout::raw_inputs.
/// Tells the effects of the configuration once, at the first discovery, on the thread of that.
std::unique_ptr<sensor_source> configured_source(std::unique_ptr<sensor_source>, std::shared_ptr<const sensors_config>,
                                                 effects_listener tell);

}  // namespace cputemp::hwmon
