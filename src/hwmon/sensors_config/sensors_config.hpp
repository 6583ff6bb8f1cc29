#pragma once

#include "sensors_config/statements.hpp"

#include <cputemp/hwmon/sensors_config.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cputemp::hwmon {

class sensors_config {
 public:
  explicit sensors_config(std::vector<chip_block> blocks) : blocks_(std::move(blocks)) {}

  const std::vector<chip_block>& blocks() const noexcept { return blocks_; }

 private:
  std::vector<chip_block> blocks_;
};

/// What the configuration says of one sensor; null where it says nothing. If several statements are about the same, it
/// is the one that libsensors would follow: of the last block that has one, the first.
struct sensor_rules {
  const label_statement* label = nullptr;
  const ignore_statement* ignored = nullptr;
  const compute_statement* compute = nullptr;
  /// By the name of the limit. `sensors -s` executes the last block first, so that the first one's values stay.
  std::vector<std::pair<std::string, const set_statement*>> limits = {};
};

/// The blocks that fit a chip, the last first.
std::vector<const chip_block*> blocks_of(const sensors_config&, const device_description& chip);

/// The sensor that a file belongs to: `temp1` of `temp1_max`.
std::string sensor_in(const std::string& file);

/// The limit of the sensor that a file holds: `max` of `temp1_max`; empty if it is not a limit, or another sensor's.
std::string limit_in(const std::string& file, const sensor_description&);

sensor_rules rules_of(const std::vector<const chip_block*>&, const sensor_description&);

}  // namespace cputemp::hwmon
