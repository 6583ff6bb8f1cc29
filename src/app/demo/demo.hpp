#pragma once

#include <cputemp/hwmon/sensor_source.hpp>
#include <cputemp/hwmon/sysfs_source.hpp>

#include <chrono>
#include <functional>
#include <memory>

namespace cputemp::app {

/// A simulated host, for machines without sensors: two CPU packages of 32 cores, a disk, a board with fans and
/// voltages, a climate sensor, a power supply, a graphics card that sleeps now and then, thermal zones with trip
/// points, cooling devices and throttle counts. Loads come in bursts, the silicon follows within seconds and the heat
/// sinks within a minute, and a package that gets too hot throttles. Its chips and the types of its zones and cooling
/// devices are called `demo_…`. Ignores the root in the settings.
std::unique_ptr<hwmon::sensor_source> make_demo_source(
    const hwmon::sysfs_settings&,
    std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now);

}  // namespace cputemp::app
