#pragma once

#include "reading/sensor_channel.hpp"

#include <cputemp/hwmon/device.hpp>
#include <cputemp/hwmon/readout.hpp>

#include <span>
#include <vector>

namespace cputemp::hwmon {

// The parts of a readout that are made from the attributes that the channels have read; all run parallel to
// device_description::sensors.

std::vector<sensor_details> details_of(const device_description&, std::span<const sensor_channel>);

/// Returns the alarms that could be read, sorted by name.
std::vector<std::vector<alarm>> alarms_of(std::span<const sensor_channel>);

raw_attributes raw_attributes_of(std::span<const sensor_channel>);

}  // namespace cputemp::hwmon
