#pragma once

#include <cputemp/sampling/snapshot.hpp>

#include <string>
#include <string_view>

#include "options/options.hpp"

namespace cputemp::app {

/// Throws usage_error if --path.sysfs names a place without a sysfs. The usual places may lack one: a container can be
/// started without, and says so.
void check_sysfs(const options&);

/// Whether a chip or a zone has a sensor. Cooling devices and throttle counts measure nothing: a host that has only
/// those has no sensors.
bool has_sensors(const sampling::snapshot&);

/// Why a host may show no CPU temperature with these options, and what to do: one sentence, from what can be seen.
std::string no_cpu_advice(const options&, const sampling::snapshot&);

/// What to do if a container runtime hides the CPUs' throttle counters, as Docker and Podman do by default.
inline constexpr std::string_view masked_advice = "mount the host's /sys elsewhere, with -v /sys:/host/sys:ro";

}  // namespace cputemp::app
