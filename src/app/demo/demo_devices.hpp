#pragma once

#include "demo/simulated_device.hpp"

#include <vector>

/// The devices of the simulated host.
namespace cputemp::app {

/// Whole degrees, as coretemp gives them.
std::int64_t rounded_millidegrees(double celsius);

simulated_device simulated_cpu_package(unsigned number);
simulated_device simulated_disk();
simulated_device simulated_board();
/// A climate sensor in the case.
simulated_device simulated_climate();
simulated_device simulated_power_supply();
/// Sleeps for a while every few minutes.
simulated_device simulated_graphics_card();

/// Two threads each, numbered as Linux does: the first of all cores, then the second.
std::vector<hwmon::cpu_core> simulated_cores();

std::vector<simulated_device> simulated_zones();
simulated_device simulated_cooling_devices();
simulated_device simulated_throttle_counts();

}  // namespace cputemp::app
