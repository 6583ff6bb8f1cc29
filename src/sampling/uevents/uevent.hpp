#pragma once

#include <string_view>

namespace cputemp::sampling {

/// Returns whether a kernel message announces that a device came or went which may be one of those that are read. A
/// message is a list of strings that end in NUL, with `ACTION=…` and `SUBSYSTEM=…` (lib/kobject_uevent.c).
bool announces_device(std::string_view message);

}  // namespace cputemp::sampling
