#pragma once

#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/hwmon/sensors_config.hpp>

#include <memory>

#include "log/log.hpp"
#include "options/options.hpp"

namespace cputemp::app {

/// The sensors of the collectors and kinds that the options ask for, this host's or simulated ones, as options::sensors
/// says. That tells its effects once.
std::unique_ptr<hwmon::sensor_source> make_whole_source(const options&, hwmon::effects_listener);

/// What options::filter leaves of them. Logs once which lines of options::sensors have no effect.
std::unique_ptr<hwmon::sensor_source> make_source(const options&, const log&);

}  // namespace cputemp::app
