#pragma once

#include "demo/device.hpp"

#include <vector>

/// The devices of the simulated host.
namespace cputemp::app::demo {

/// Whole degrees, as coretemp gives them.
std::int64_t rounded_millidegrees(double celsius);

device cpu_package(unsigned number);
device disk();
device board();
/// A climate sensor in the case.
device climate();
device power_supply();
/// Sleeps for a while every few minutes.
device graphics_card();

std::vector<device> zones();
device cooling_devices();
device throttle_counts();

}  // namespace cputemp::app::demo
