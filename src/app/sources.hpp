#pragma once

#include <cputemp/hwmon/sensor_source.hpp>

#include <memory>

#include "options/options.hpp"

namespace cputemp::app {

/// The sensors of the collectors and kinds that the options ask for: this host's or simulated ones.
std::unique_ptr<hwmon::sensor_source> make_whole_source(const options&);

/// What options::filter leaves of them.
std::unique_ptr<hwmon::sensor_source> make_source(const options&);

}  // namespace cputemp::app
