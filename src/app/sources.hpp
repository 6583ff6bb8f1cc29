#pragma once

#include <cputemp/hwmon/device.hpp>

#include <memory>

#include "options.hpp"

namespace cputemp::app {

/// The sensors that the options ask for: this host's or simulated ones.
std::unique_ptr<hwmon::sensor_source> make_source(const options&);

}  // namespace cputemp::app
