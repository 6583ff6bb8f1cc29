#pragma once

#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/hwmon/sensors_config.hpp>

#include <functional>
#include <memory>

#include "log/log.hpp"
#include "options/options.hpp"

namespace cputemp::app {

/// The sensors of the collectors and kinds that the options ask for, as the drivers show them: this host's or simulated
/// ones.
std::unique_ptr<hwmon::sensor_source> make_driver_source(const options&);

using effects_listener = std::function<void(const hwmon::sensors_config_effects&)>;

/// The same as options::sensors says, which tells its effects once.
std::unique_ptr<hwmon::sensor_source> make_whole_source(const options&, effects_listener = nullptr);

/// What options::filter leaves of them. Logs once which lines of options::sensors have no effect.
std::unique_ptr<hwmon::sensor_source> make_source(const options&, const log&);

}  // namespace cputemp::app
