#pragma once

#include <cputemp/hwmon/device.hpp>

#include <memory>

namespace cputemp::app {

/// A simulated host, for machines without sensors: two CPU packages of 32 cores and a disk. Loads come in bursts, the
/// silicon follows within seconds and the heat sinks within minutes, and a package that gets too hot throttles. Its
/// chips are called `demo…`.
std::unique_ptr<hwmon::sensor_source> make_demo_source();

}  // namespace cputemp::app
